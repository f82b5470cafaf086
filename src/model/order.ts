/** The one order in which anything is written, for those who write it. */
export { order } from '../sets/order';
