import * as ts from 'typescript';
import { surfaceOf, undocumented } from './surface';

/** What is lacking in a surface of one file. */
function lacking(text: string): string[] {
  const host = ts.createCompilerHost({});
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...rest) => file === '/surface.ts' ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) : getSourceFile.call(host, file, ...rest);
  return undocumented(surfaceOf('/surface.ts', host));
}

test('everything that the package exports has a docstring, and every optional property says what happens without it', () => {
  const surface = surfaceOf();
  expect(surface.symbols).not.toEqual([]);
  expect(undocumented(surface)).toEqual([]);
});

describe('the check of docstrings', () => {
  test('accepts what is documented, and what is nobody else’s business', () => {
    expect(lacking(`
      /** A shop. */
      export class Shop {
        /** Opens one. */
        public static open(): Shop { return new Shop(); }
        private readonly hidden: string = '';
        private constructor() { }
        /**
         * For the library.
         * @internal
         */
        public _model(): string { return this.hidden; }
      }
      /** Settings. */
      export interface ShopProps {
        /** Its name. */
        readonly name: string;
        /**
         * Its size.
         * @default - small
         */
        readonly size?: string;
      }
      /** Days. */
      export enum Day {
        /** Monday. */
        MONDAY,
      }
      class NotExported { public x = 1; }
    `)).toEqual([]);
  });

  test('refuses what is not', () => {
    expect(lacking(`
      export class Shop {
        public static open(): Shop { return new Shop(); }
        public readonly name: string = '';
        protected get size(): number { return 1; }
        public sell(): void { }
      }
      export interface ShopProps {
        readonly name: string;
        /** Its size. */
        readonly size?: string;
        /**
         * Its place.
         * @default
         */
        readonly place?: string;
      }
      export enum Day { MONDAY }
    `)).toEqual([
      'Day has no docstring',
      'Day.MONDAY has no docstring',
      'Shop has no docstring',
      'Shop.name has no docstring',
      'Shop.open has no docstring',
      'Shop.sell has no docstring',
      'Shop.size has no docstring',
      'ShopProps has no docstring',
      'ShopProps.name has no docstring',
      'ShopProps.place is optional and has no @default',
      'ShopProps.size is optional and has no @default',
    ]);
  });
});
