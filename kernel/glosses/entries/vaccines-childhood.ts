import type { Entry } from '../entry.ts';
import { cdc, topic } from '../sources.ts';

/** Vaccines first given in childhood. Codes of one gloss differ in maker, dose or formulation only. */
export const vaccinesChildhood: readonly Entry[] = [
  {
    codes: { cvx: ['03'] },
    en: {
      name: 'MMR vaccine',
      text: 'A vaccine against measles, mumps and rubella, three diseases caused by viruses.',
    },
    source: topic('measles', 'Measles'),
  },
  {
    codes: { cvx: ['05'] },
    en: {
      name: 'Measles vaccine',
      text: 'A vaccine against measles, a viral disease with fever and rash.',
    },
    source: topic('measles', 'Measles'),
  },
  {
    codes: { cvx: ['06'] },
    en: {
      name: 'Rubella vaccine',
      text: 'A vaccine against rubella, a viral disease that can harm a baby before birth.',
    },
    source: topic('rubella', 'Rubella'),
  },
  {
    codes: { cvx: ['07'] },
    en: {
      name: 'Mumps vaccine',
      text: 'A vaccine against mumps, a viral disease that makes glands near the jaw swell.',
    },
    source: topic('mumps', 'Mumps'),
  },
  {
    codes: { cvx: ['94'] },
    en: {
      name: 'MMRV vaccine',
      text: 'A vaccine against measles, mumps, rubella and chickenpox in one shot.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
  {
    codes: { cvx: ['21'] },
    en: {
      name: 'Chickenpox vaccine',
      text: 'A vaccine against chickenpox, a viral disease with an itchy rash.',
    },
    source: topic('chickenpox', 'Chickenpox'),
  },
  {
    codes: { cvx: ['121', '187', '188'] },
    en: {
      name: 'Shingles vaccine',
      text: 'A vaccine against shingles, a painful rash that comes when the chickenpox virus wakes up again.',
    },
    source: topic('shingles', 'Shingles'),
  },
  {
    codes: { cvx: ['08', '42', '43', '44', '45', '189'] },
    en: {
      name: 'Hepatitis B vaccine',
      text: 'A vaccine against hepatitis B, a virus that infects the liver.',
    },
    source: topic('hepatitisb', 'Hepatitis B'),
  },
  {
    codes: { cvx: ['31', '52', '83', '84', '85'] },
    en: {
      name: 'Hepatitis A vaccine',
      text: 'A vaccine against hepatitis A, a virus that infects the liver.',
    },
    source: topic('hepatitisa', 'Hepatitis A'),
  },
  {
    codes: { cvx: ['104'] },
    en: {
      name: 'Hepatitis A and B vaccine',
      text: 'A vaccine against two viruses that infect the liver, hepatitis A and hepatitis B.',
    },
    source: topic('hepatitis', 'Hepatitis'),
  },
  {
    codes: { cvx: ['20', '106', '107'] },
    en: {
      name: 'DTaP vaccine',
      text: 'A vaccine for young children against diphtheria, tetanus and whooping cough, three diseases caused by bacteria.',
    },
    source: topic('tetanusdiphtheriaandpertussisvaccines', 'Tetanus, Diphtheria, and Pertussis Vaccines'),
  },
  {
    codes: { cvx: ['01'] },
    en: {
      name: 'DTP vaccine',
      text: 'An older childhood vaccine against diphtheria, tetanus and whooping cough.',
    },
    source: topic('tetanusdiphtheriaandpertussisvaccines', 'Tetanus, Diphtheria, and Pertussis Vaccines'),
  },
  {
    codes: { cvx: ['28'] },
    en: {
      name: 'DT vaccine',
      text: 'A childhood vaccine against diphtheria and tetanus.',
    },
    source: topic('tetanusdiphtheriaandpertussisvaccines', 'Tetanus, Diphtheria, and Pertussis Vaccines'),
  },
  {
    codes: { cvx: ['115'] },
    en: {
      name: 'Tdap vaccine',
      text: 'A booster vaccine for older children and adults against tetanus, diphtheria and whooping cough.',
    },
    source: topic('tetanusdiphtheriaandpertussisvaccines', 'Tetanus, Diphtheria, and Pertussis Vaccines'),
  },
  {
    codes: { cvx: ['09', '113', '138', '139', '196'] },
    en: {
      name: 'Td vaccine',
      text: 'A booster vaccine for older children and adults against tetanus and diphtheria.',
    },
    source: topic('tetanusdiphtheriaandpertussisvaccines', 'Tetanus, Diphtheria, and Pertussis Vaccines'),
  },
  {
    codes: { cvx: ['35', '112'] },
    en: {
      name: 'Tetanus vaccine',
      text: 'A vaccine against tetanus, a disease that makes muscles cramp. Its bacteria enter through wounds.',
    },
    source: topic('tetanus', 'Tetanus'),
  },
  {
    codes: { cvx: ['10', '89'] },
    en: {
      name: 'Polio vaccine',
      text: 'A vaccine against polio, a virus that can harm the nerves and make muscles weak.',
    },
    source: topic('polioandpostpoliosyndrome', 'Polio and Post-Polio Syndrome'),
  },
  {
    codes: { cvx: ['02'] },
    en: {
      name: 'Polio vaccine by mouth',
      text: 'A polio vaccine given as drops by mouth. It contains live, weakened virus.',
    },
    source: topic('polioandpostpoliosyndrome', 'Polio and Post-Polio Syndrome'),
  },
  {
    codes: { cvx: ['110'] },
    en: {
      name: 'DTaP, hepatitis B and polio vaccine',
      text: 'One shot for young children against diphtheria, tetanus, whooping cough, hepatitis B and polio.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
  {
    codes: { cvx: ['120'] },
    en: {
      name: 'DTaP, Hib and polio vaccine',
      text: 'One shot for young children against diphtheria, tetanus, whooping cough, Hib bacteria and polio.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
  {
    codes: { cvx: ['130'] },
    en: {
      name: 'DTaP and polio vaccine',
      text: 'One shot for children against diphtheria, tetanus, whooping cough and polio.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
  {
    codes: { cvx: ['146'] },
    en: {
      name: 'DTaP, polio, Hib and hepatitis B vaccine',
      text: 'One shot for young children against six diseases: diphtheria, tetanus, whooping cough, polio, Hib disease and hepatitis B.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
  {
    codes: { cvx: ['17', '46', '47', '48', '49'] },
    en: {
      name: 'Hib vaccine',
      text: 'A vaccine against Hib, bacteria that can cause meningitis and other serious infections in young children.',
    },
    source: cdc('hi-disease/', 'About Haemophilus influenzae Disease'),
  },
  {
    codes: { cvx: ['51'] },
    en: {
      name: 'Hib and hepatitis B vaccine',
      text: 'One shot against Hib bacteria and the hepatitis B virus.',
    },
    source: topic('childhoodvaccines', 'Childhood Vaccines'),
  },
];
