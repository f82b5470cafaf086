/** What writes the objects of ways in: the dialects of all controllers, for which an App without any need not wait. */
export function rendering(): typeof import('../dialects/render-exposure') {
  return require('../dialects/render-exposure') as typeof import('../dialects/render-exposure'); // the cast says what require cannot
}
