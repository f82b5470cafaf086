import { TestEnvironment } from 'jest-environment-node';
import { compiledSchemas } from './compiled';

/** Node as Jest has it. Modules are loaded anew for every file of tests; the schemas that were compiled for one are kept for the next of the same worker. */
export default class SchemaEnvironment extends TestEnvironment {
  public override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { compiledSchemas });
  }
}
