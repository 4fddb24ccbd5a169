import { describeSmallCuts } from './small-cuts.testing.ts';

describeSmallCuts('others');
