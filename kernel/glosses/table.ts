import { conditionsBones } from './entries/conditions-bones.ts';
import { conditionsBreathing } from './entries/conditions-breathing.ts';
import { conditionsDigestion } from './entries/conditions-digestion.ts';
import { conditionsHeart } from './entries/conditions-heart.ts';
import { conditionsInfection } from './entries/conditions-infection.ts';
import { conditionsKidneyBirth } from './entries/conditions-kidney-birth.ts';
import { conditionsLife } from './entries/conditions-life.ts';
import { conditionsMetabolism } from './entries/conditions-metabolism.ts';
import { conditionsMindNerves } from './entries/conditions-mind-nerves.ts';
import { conditionsSkinCancer } from './entries/conditions-skin-cancer.ts';
import { heartLungImages } from './entries/heart-lung-images.ts';
import { labsBlood } from './entries/labs-blood.ts';
import { labsHormones } from './entries/labs-hormones.ts';
import { labsInfection } from './entries/labs-infection.ts';
import { labsLiverFats } from './entries/labs-liver-fats.ts';
import { labsSaltsSugar } from './entries/labs-salts-sugar.ts';
import { labsUrine } from './entries/labs-urine.ts';
import { questionnaires } from './entries/questionnaires.ts';
import { socialHistory } from './entries/social-history.ts';
import { vaccinesChildhood } from './entries/vaccines-childhood.ts';
import { vaccinesLater } from './entries/vaccines-later.ts';
import { vitals } from './entries/vitals.ts';
import type { Entry } from './entry.ts';

/** Every gloss, group after group. */
export const table: readonly Entry[] = [
  ...labsBlood,
  ...labsSaltsSugar,
  ...labsLiverFats,
  ...labsHormones,
  ...labsUrine,
  ...labsInfection,
  ...vitals,
  ...heartLungImages,
  ...questionnaires,
  ...socialHistory,
  ...vaccinesChildhood,
  ...vaccinesLater,
  ...conditionsHeart,
  ...conditionsMetabolism,
  ...conditionsBreathing,
  ...conditionsInfection,
  ...conditionsDigestion,
  ...conditionsKidneyBirth,
  ...conditionsMindNerves,
  ...conditionsBones,
  ...conditionsSkinCancer,
  ...conditionsLife,
];
