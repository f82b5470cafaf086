/** Where something was declared: the construct that said it, and the line of the user's program. */
export interface Site {
  /** The path of the construct; empty for the App. */
  readonly path: string;
  /** Such as `main.ts:31`; nothing where the stack does not tell, as for programs in other languages. */
  readonly place: () => string | undefined;
}

/** A site as a person reads it, such as `shop/web (main.ts:31)`. */
export function siteText(site: Site): string {
  const [path, place] = [site.path === '' ? 'the App' : `\`${site.path}\``, site.place()];
  return place === undefined ? path : `${path} (${place})`;
}
