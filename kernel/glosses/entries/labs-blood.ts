import type { Entry } from '../entry.ts';
import { labTest, loincTerm, topic } from '../sources.ts';

/** Blood cells, clotting, iron and blood groups. */
export const labsBlood: readonly Entry[] = [
  {
    codes: { loinc: ['58410-2', '57021-8', '24317-0'] },
    en: {
      name: 'Complete blood count',
      text: 'A group of blood tests that counts the red cells, white cells and platelets and describes their size and content.',
    },
    source: labTest('complete-blood-count-cbc', 'Complete Blood Count (CBC)'),
  },
  {
    codes: { loinc: ['6690-2', '26464-8', '804-5'] },
    en: {
      name: 'White blood cell count',
      text: "Counts the white blood cells in a sample of blood. White blood cells are part of the body's defense against germs.",
    },
    source: labTest('white-blood-count-wbc', 'White Blood Count (WBC)'),
  },
  {
    codes: { loinc: ['789-8', '26453-1'] },
    en: {
      name: 'Red blood cell count',
      text: 'Counts the red blood cells in a sample of blood. Red blood cells carry oxygen from the lungs to the rest of the body.',
    },
    source: labTest('red-blood-cell-rbc-count', 'Red Blood Cell (RBC) Count'),
  },
  {
    codes: { loinc: ['718-7', '30313-1'] },
    en: {
      name: 'Hemoglobin',
      text: 'Measures hemoglobin, the protein in red blood cells that carries oxygen and gives blood its red color.',
    },
    source: labTest('hemoglobin-test', 'Hemoglobin Test'),
  },
  {
    codes: { loinc: ['4544-3', '20570-8'] },
    en: {
      name: 'Hematocrit',
      text: 'Measures how much of the blood is made up of red blood cells, as a share of the whole.',
    },
    source: labTest('hematocrit-test', 'Hematocrit Test'),
  },
  {
    codes: { loinc: ['787-2', '30428-7'] },
    en: {
      name: 'Size of red blood cells (MCV)',
      text: 'The average size of the red blood cells. MCV stands for mean corpuscular volume.',
    },
    source: labTest('mcv-mean-corpuscular-volume', 'MCV (Mean Corpuscular Volume)'),
  },
  {
    codes: { loinc: ['785-6', '28539-5'] },
    en: {
      name: 'Hemoglobin per red blood cell (MCH)',
      text: 'The average amount of hemoglobin in one red blood cell. MCH stands for mean corpuscular hemoglobin.',
    },
    source: labTest('red-blood-cell-rbc-indices', 'Red Blood Cell (RBC) Indices'),
  },
  {
    codes: { loinc: ['786-4', '28540-3'] },
    en: {
      name: 'Hemoglobin density in red blood cells (MCHC)',
      text: 'How tightly hemoglobin is packed into the red blood cells, on average.',
    },
    source: labTest('red-blood-cell-rbc-indices', 'Red Blood Cell (RBC) Indices'),
  },
  {
    codes: { loinc: ['788-0', '30385-9', '21000-5'] },
    en: {
      name: 'Spread of red blood cell sizes (RDW)',
      text: 'Shows how much the red blood cells differ from each other in size. RDW stands for red cell distribution width.',
    },
    source: labTest('rdw-red-cell-distribution-width', 'RDW (Red Cell Distribution Width)'),
  },
  {
    codes: { loinc: ['777-3', '26515-7', '778-1'] },
    en: {
      name: 'Platelet count',
      text: 'Counts the platelets in a sample of blood. Platelets are tiny cell pieces that help blood to clot.',
    },
    source: labTest('platelet-tests', 'Platelet Tests'),
  },
  {
    codes: { loinc: ['32623-1', '28542-9'] },
    en: {
      name: 'Size of platelets (MPV)',
      text: 'The average size of the platelets, the tiny cell pieces that help blood to clot.',
    },
    source: labTest('mpv-blood-test', 'MPV Blood Test'),
  },
  {
    codes: { loinc: ['32207-3'] },
    en: {
      name: 'Spread of platelet sizes',
      text: 'Shows how much the platelets differ from each other in size.',
    },
    source: labTest('platelet-tests', 'Platelet Tests'),
  },
  {
    codes: { loinc: ['751-8', '26499-4'] },
    en: {
      name: 'Neutrophils, count',
      text: 'Counts neutrophils, the most common kind of white blood cell. They are among the first to respond to germs.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['770-8', '26511-6'] },
    en: {
      name: 'Neutrophils, share',
      text: 'The share of white blood cells that are neutrophils, the kind that responds early to germs.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['731-0', '26474-7'] },
    en: {
      name: 'Lymphocytes, count',
      text: 'Counts lymphocytes, white blood cells that make antibodies and attack viruses.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['736-9', '26478-8'] },
    en: {
      name: 'Lymphocytes, share',
      text: 'The share of white blood cells that are lymphocytes, the kind that makes antibodies and attacks viruses.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['742-7', '26484-6'] },
    en: {
      name: 'Monocytes, count',
      text: 'Counts monocytes, white blood cells that clear away germs and dead cells.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['5905-5', '26485-3'] },
    en: {
      name: 'Monocytes, share',
      text: 'The share of white blood cells that are monocytes, the kind that clears away germs and dead cells.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['711-2', '26449-9'] },
    en: {
      name: 'Eosinophils, count',
      text: 'Counts eosinophils, white blood cells that take part in allergies and in the defense against parasites.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['713-8', '26450-7'] },
    en: {
      name: 'Eosinophils, share',
      text: 'The share of white blood cells that are eosinophils, the kind that takes part in allergies and the defense against parasites.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['704-7', '26444-0'] },
    en: {
      name: 'Basophils, count',
      text: 'Counts basophils, a rare kind of white blood cell that takes part in allergic reactions.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['706-2', '30180-4'] },
    en: {
      name: 'Basophils, share',
      text: 'The share of white blood cells that are basophils, a rare kind that takes part in allergic reactions.',
    },
    source: labTest('blood-differential', 'Blood Differential'),
  },
  {
    codes: { loinc: ['4679-7', '17849-1', '60474-4', '14196-0'] },
    en: {
      name: 'Reticulocytes',
      text: 'Measures young red blood cells, fresh from the bone marrow. It shows how fast new red blood cells are being made.',
    },
    source: labTest('reticulocyte-count', 'Reticulocyte Count'),
  },
  {
    codes: { loinc: ['5902-2'] },
    en: {
      name: 'Prothrombin time (PT)',
      text: 'Measures how many seconds it takes for a clot to form in a sample of blood plasma.',
    },
    source: labTest('prothrombin-time-test-and-inr-ptinr', 'Prothrombin Time Test and INR (PT/INR)'),
  },
  {
    codes: { loinc: ['6301-6', '34714-6'] },
    en: {
      name: 'INR',
      text: 'A way to state the clotting time of blood so that results of different labs can be compared.',
    },
    source: labTest('prothrombin-time-test-and-inr-ptinr', 'Prothrombin Time Test and INR (PT/INR)'),
  },
  {
    codes: { loinc: ['14979-9', '3173-2'] },
    en: {
      name: 'Partial thromboplastin time (PTT)',
      text: 'Measures how many seconds it takes for blood to clot by one of its two clotting pathways.',
    },
    source: labTest('partial-thromboplastin-time-ptt-test', 'Partial Thromboplastin Time (PTT) Test'),
  },
  {
    codes: { loinc: ['48065-7', '48066-5'] },
    en: {
      name: 'D-dimer',
      text: 'Measures a protein piece that is left when a blood clot dissolves in the body.',
    },
    source: labTest('d-dimer-test', 'D-Dimer Test'),
  },
  {
    codes: { loinc: ['3255-7'] },
    en: {
      name: 'Fibrinogen',
      text: 'Measures fibrinogen, a protein made by the liver that forms the threads of a blood clot.',
    },
    source: loincTerm('3255-7'),
  },
  {
    codes: { loinc: ['2276-4'] },
    en: {
      name: 'Ferritin',
      text: 'Measures ferritin, a protein that stores iron inside cells. It reflects how much iron the body has in store.',
    },
    source: labTest('ferritin-blood-test', 'Ferritin Blood Test'),
  },
  {
    codes: { loinc: ['2498-4'] },
    en: {
      name: 'Iron in blood',
      text: 'Measures the iron that is moving through the blood at the time of the test.',
    },
    source: labTest('iron-tests', 'Iron Tests'),
  },
  {
    codes: { loinc: ['2500-7'] },
    en: {
      name: 'Total iron-binding capacity',
      text: 'Measures how much iron the proteins in the blood are able to carry.',
    },
    source: labTest('iron-tests', 'Iron Tests'),
  },
  {
    codes: { loinc: ['2502-3'] },
    en: {
      name: 'Iron saturation',
      text: 'The share of the iron-carrying protein in the blood that has iron attached to it.',
    },
    source: labTest('iron-tests', 'Iron Tests'),
  },
  {
    codes: { loinc: ['4537-7', '30341-2'] },
    en: {
      name: 'Sedimentation rate (ESR)',
      text: 'Measures how fast red blood cells sink to the bottom of a tube. They sink faster when there is inflammation in the body.',
    },
    source: labTest('erythrocyte-sedimentation-rate-esr', 'Erythrocyte Sedimentation Rate (ESR)'),
  },
  {
    codes: { loinc: ['882-1'] },
    en: {
      name: 'Blood type (ABO and Rh)',
      text: 'Tells which blood group a person has: A, B, AB or O, and whether the Rh factor is present.',
    },
    source: topic('bloodtransfusionanddonation', 'Blood Transfusion and Donation'),
  },
  {
    codes: { loinc: ['883-9'] },
    en: {
      name: 'Blood group (ABO)',
      text: 'Tells which of the four main blood groups a person has: A, B, AB or O.',
    },
    source: topic('bloodtransfusionanddonation', 'Blood Transfusion and Donation'),
  },
  {
    codes: { loinc: ['10331-7'] },
    en: {
      name: 'Rh factor',
      text: 'Tells whether the red blood cells carry a protein called the Rh factor. People who have it are called Rh positive.',
    },
    source: topic('rhincompatibility', 'Rh Incompatibility'),
  },
];
