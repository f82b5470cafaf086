import { resolve } from 'path';

/** Where the data of others is that tests read, in one folder beside the checkout. None of it is part of this repository, and it may be absent. */
export const SHARED = resolve(__dirname, '..', '..', 'shared');
