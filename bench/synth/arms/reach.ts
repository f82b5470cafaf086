import { synthesizeOurs } from './ours';
import { runArm } from '../program';

runArm((shape, outdir) => synthesizeOurs(shape, outdir, { isProved: true }));
