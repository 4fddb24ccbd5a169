import type { Entry } from '../entry.ts';
import { cdc, topic } from '../sources.ts';

/** Vaccines of later years, of each season, and of travel. */
export const vaccinesLater: readonly Entry[] = [
  {
    codes: { cvx: ['33'] },
    en: {
      name: 'Pneumococcal vaccine (23 types)',
      text: 'A vaccine against 23 types of pneumococcus, bacteria that can cause pneumonia and meningitis.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['100'] },
    en: {
      name: 'Pneumococcal vaccine (7 types)',
      text: 'An early vaccine for children against seven types of pneumococcus, bacteria that can cause pneumonia and meningitis.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['133'] },
    en: {
      name: 'Pneumococcal vaccine (13 types)',
      text: 'A vaccine against 13 types of pneumococcus, bacteria that can cause pneumonia and meningitis.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['215'] },
    en: {
      name: 'Pneumococcal vaccine (15 types)',
      text: 'A vaccine against 15 types of pneumococcus, bacteria that can cause pneumonia and meningitis.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['216'] },
    en: {
      name: 'Pneumococcal vaccine (20 types)',
      text: 'A vaccine against 20 types of pneumococcus, bacteria that can cause pneumonia and meningitis.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['109', '152'] },
    en: {
      name: 'Pneumococcal vaccine',
      text: 'A vaccine against pneumococcus, bacteria that can cause pneumonia and meningitis. The kind was not noted.',
    },
    source: topic('pneumococcalinfections', 'Pneumococcal Infections'),
  },
  {
    codes: { cvx: ['88', '140', '141', '150', '153', '158', '161', '171', '186'] },
    en: {
      name: 'Flu shot',
      text: 'A vaccine against influenza, the flu. It is made anew for each season.',
    },
    source: topic('flushot', 'Flu Shot'),
  },
  {
    codes: { cvx: ['135', '197'] },
    en: {
      name: 'High-dose flu shot',
      text: 'A stronger flu vaccine, made for older adults. It is made anew for each season.',
    },
    source: topic('flushot', 'Flu Shot'),
  },
  {
    codes: { cvx: ['168', '205'] },
    en: {
      name: 'Flu shot with adjuvant',
      text: 'A flu vaccine with an added substance that makes the immune system respond more. It is made anew for each season.',
    },
    source: topic('flushot', 'Flu Shot'),
  },
  {
    codes: { cvx: ['155', '185'] },
    en: {
      name: 'Flu shot made without eggs',
      text: 'A flu vaccine made with cells in a lab instead of eggs. It is made anew for each season.',
    },
    source: topic('flushot', 'Flu Shot'),
  },
  {
    codes: { cvx: ['111', '149'] },
    en: {
      name: 'Flu vaccine by nose spray',
      text: 'A flu vaccine sprayed into the nose. It contains live, weakened flu viruses.',
    },
    source: topic('flushot', 'Flu Shot'),
  },
  {
    codes: { cvx: ['62', '118', '137', '165'] },
    en: {
      name: 'HPV vaccine',
      text: 'A vaccine against HPV, a virus that spreads through intimate contact. It can cause cancer of the cervix and other cancers.',
    },
    source: topic('hpv', 'HPV'),
  },
  {
    codes: { cvx: ['32', '108', '114', '136', '147', '203'] },
    en: {
      name: 'Meningococcal vaccine (ACWY)',
      text: 'A vaccine against four types of meningococcus, bacteria that can cause meningitis and blood infections.',
    },
    source: topic('meningococcalinfections', 'Meningococcal Infections'),
  },
  {
    codes: { cvx: ['162', '163', '164'] },
    en: {
      name: 'Meningococcal B vaccine',
      text: 'A vaccine against type B meningococcus, bacteria that can cause meningitis and blood infections.',
    },
    source: topic('meningococcalinfections', 'Meningococcal Infections'),
  },
  {
    codes: { cvx: ['116', '119', '122'] },
    en: {
      name: 'Rotavirus vaccine',
      text: 'A vaccine given by mouth to babies against rotavirus, which causes diarrhea and vomiting.',
    },
    source: topic('rotavirusinfections', 'Rotavirus Infections'),
  },
  {
    codes: { cvx: ['207', '208', '211', '212', '213', '217', '218', '219', '229', '300'] },
    en: {
      name: 'COVID-19 vaccine',
      text: 'A vaccine against COVID-19, the disease caused by the virus SARS-CoV-2.',
    },
    source: topic('covid19vaccines', 'COVID-19 Vaccines'),
  },
  {
    codes: { cvx: ['303', '305'] },
    en: {
      name: 'RSV vaccine',
      text: 'A vaccine against respiratory syncytial virus (RSV), which infects the lungs and airways.',
    },
    source: topic('respiratorysyncytialvirusinfections', 'Respiratory Syncytial Virus Infections'),
  },
  {
    codes: { cvx: ['18', '90', '175', '176'] },
    en: {
      name: 'Rabies vaccine',
      text: 'A vaccine against rabies, a virus that attacks the brain. It spreads through bites of infected animals.',
    },
    source: topic('rabies', 'Rabies'),
  },
  {
    codes: { cvx: ['25', '91', '101'] },
    en: {
      name: 'Typhoid vaccine',
      text: 'A vaccine against typhoid fever, a disease from bacteria in food or water. Travelers often get it.',
    },
    source: cdc('typhoid-fever/', 'About Typhoid Fever'),
  },
  {
    codes: { cvx: ['37'] },
    en: {
      name: 'Yellow fever vaccine',
      text: 'A vaccine against yellow fever, a virus that mosquitoes spread in parts of Africa and South America.',
    },
    source: cdc('yellow-fever/', 'About Yellow Fever'),
  },
  {
    codes: { cvx: ['39', '134'] },
    en: {
      name: 'Japanese encephalitis vaccine',
      text: 'A vaccine against Japanese encephalitis, a virus of the brain that mosquitoes spread in Asia.',
    },
    source: cdc('japanese-encephalitis/', 'About Japanese Encephalitis'),
  },
  {
    codes: { cvx: ['19'] },
    en: {
      name: 'BCG vaccine',
      text: 'A vaccine against tuberculosis, used in many countries for young children.',
    },
    source: topic('tuberculosis', 'Tuberculosis'),
  },
  {
    codes: { cvx: ['75'] },
    en: {
      name: 'Smallpox vaccine',
      text: 'A vaccine against smallpox, a disease that vaccination has ended worldwide.',
    },
    source: topic('smallpox', 'Smallpox'),
  },
];
