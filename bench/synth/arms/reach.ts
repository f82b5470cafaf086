import { synthesizeOurs } from './ours';
import { runArm } from '../program';
import { startProofClock } from '../proof-clock';

runArm((shape, outdir) => synthesizeOurs(shape, outdir, { isProved: true }), startProofClock());
