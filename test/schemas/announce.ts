import { announceAbsence } from './validate';

/** Runs once before all tests, whatever the number of workers. */
export default function announce(): void {
  announceAbsence();
}
