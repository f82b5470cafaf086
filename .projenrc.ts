import { cdk8s, javascript, Task } from 'projen';

/** The newest versions that are tested against; the peers' minimums are lower, so that consumers can stay where they are. */
const CDK8S = '2.70.106';
const CONSTRUCTS = '10.8.1';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-reach',
  description: 'Kubernetes networking from typed intent: constructs that synthesize consistent Services, Ingresses and NetworkPolicies',
  author: 'The cdk8s-reach authors',
  authorAddress: 'cdk8s-reach@users.noreply.github.com',
  authorOrganization: true,
  copyrightOwner: 'The cdk8s-reach authors',
  repositoryUrl: 'https://github.com/cdk8s-reach/cdk8s-reach.git',
  keywords: ['cdk8s', 'kubernetes', 'networkpolicy', 'ingress', 'security', 'jsii'],
  license: 'Apache-2.0',
  stability: 'experimental',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',

  cdk8sVersion: '2.68.12',
  constructsVersion: '10.3.0',
  peerDependencyOptions: { pinnedDevDependency: false },
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  // commander 15 is an ES module alone and needs Node 22
  bundledDeps: ['@eslint-community/regexpp@^4.12.0', 'commander@^14.0.3', 'ipaddr.js@^2.2.0', 'picocolors@^1.1.1', 'refa@^0.12.1', 'yaml@^2.9.0'],
  bin: { 'cdk8s-reach': 'bin/cdk8s-reach' },
  devDeps: [
    '@bufbuild/cel@^0.6.1', // in tests alone: the rules of CRDs, which are written in CEL, are run on what is written
    '@bufbuild/protobuf@^2.6.2', // its peer
    '@jest/globals@^30.0.0', // in tests alone: the types of the matchers are checked with it
    'ajv@^8',
    'ajv-formats@^3',
    `cdk8s@^${CDK8S}`,
    'cdk8s-cli@^2.207.0',
    'cdk8s-plus-27@^2.9.5',
    'cdk8s-plus-34@^2.0.54', // in tests: workloads of any cdk8s-plus version can be peers
    `constructs@^${CONSTRUCTS}`,
    'fast-check@^4',
    'jest-environment-node@^30.0.0', // in tests alone: what their files share is added to it
    'jsii-rosetta@~6.0.0',
    'tsx@^4',
  ],
  minNodeVersion: '20.0.0',
  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  typecheckTests: true,

  // Where the package is published for the other languages of jsii.
  publishToPypi: { distName: 'cdk8s-reach', module: 'cdk8s_reach' },
  publishToMaven: { javaPackage: 'io.github.cdk8sreach', mavenGroupId: 'io.github.cdk8s-reach', mavenArtifactId: 'cdk8s-reach' },
  publishToNuget: { dotNetNamespace: 'Cdk8sReach', packageId: 'Cdk8sReach' },
  publishToGo: { moduleName: 'github.com/cdk8s-reach/cdk8s-reach-go' },

  jestOptions: {
    // A snapshot that is missing or differs fails; `npx projen test:update` writes it, and a person reads the diff.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    passWithNoTests: false,
    jestConfig: {
      // examples and the compiler of doc snippets take seconds, more where the cores are shared
      testTimeout: 60_000,
      maxWorkers: '100%',
      collectCoverage: false,
      globalSetup: '<rootDir>/test/schemas/announce.ts',
      testEnvironment: '<rootDir>/test/schemas/environment.ts',
      moduleNameMapper: { '^cdk8s-reach$': '<rootDir>/src', '^cdk8s-reach/jest$': '<rootDir>/src/jest' },
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/tmp/'],
    },
  },
  tsconfig: { compilerOptions: { types: ['node'], inlineSourceMap: false, inlineSources: false } },
  tsconfigDev: {
    include: ['../src/**/*.ts', '../examples/**/*.ts', '../bench/**/*.ts', '../scripts/**/*.ts'],
    compilerOptions: {
      types: ['jest', 'node'],
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noPropertyAccessFromIndexSignature: true,
      paths: { 'cdk8s-reach': ['../src'], 'cdk8s-reach/jest': ['../src/jest'] },
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', 'scripts', 'projenrc'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings', '0'] },
  },
  gitignore: ['/examples/*/dist/', '/tmp/', '.DS_Store'],
});

project.package.addPackageResolutions('unrs-resolver@1.12.2');

// The matchers for Jest have an entry point of their own, so that nothing else needs Jest. What jsii and its tools ask for is listed as aws-cdk-lib lists it;
// resolution as of Node 10 knows no exports, and finds the types by `typesVersions`.
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './jest': { types: './lib/jest/index.d.ts', default: './lib/jest/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
  './.warnings.jsii.js': './.warnings.jsii.js',
});
project.package.addField('typesVersions', { '*': { jest: ['./lib/jest/index.d.ts'] } });

// jsii's warnings are about the API that users of the other languages see, reserved words included: none is let through.
// The silenced one asks to develop against the peers' minimums, which would leave their newest versions untested.
const jsiiFlags = '--fail-on-warnings --silence-warnings=missing-dev-dependency';
project.compileTask.reset(`jsii ${jsiiFlags}`);
// jsii leaves the output of files that are gone, and they would be packed.
project.preCompileTask.exec('node -e "for (const path of [\'lib\', \'tsconfig.tsbuildinfo\']) fs.rmSync(path, { recursive: true, force: true })"');
project.watchTask.reset(`jsii -w ${jsiiFlags}`);
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Packaging for the other languages needs Maven, PyPI, Go and .NET; a build on any machine packages JavaScript and generates the others' sources.
project.packageTask.reset();
project.packageTask.spawn(project.tasks.tryFind('package:js') as Task); // exists: every jsii project has it
const codegen = project.addTask('codegen', { description: 'Generate the sources of the other languages' });
for (const target of ['python', 'java', 'go', 'dotnet']) {
  codegen.execArgs(['jsii-pacmak', '--code-only', '--force-target', '--target', target, '-o', 'dist/code']);
}

// API.md is not all that is written from the exported names: the examples of the documentation may use them, too.
project.tasks.tryFind('docgen')?.exec('tsx scripts/doc-fixture.ts');

project.addTask('docs:edges', { description: 'Write docs/edges.md from the tables of what each controller can do', exec: 'tsx scripts/edges.ts' });
project.addTask('docs:boutique', { description: 'Write docs/boutique-on-plugins.md from example 09', exec: 'tsx --tsconfig scripts/tsconfig.json scripts/boutique.ts' });
project.addTask('docs:plugins', { description: 'Write docs/plugins.md from the rows of network plugins', exec: 'tsx scripts/plugins.ts' });

project.addTask('fuzz', { description: 'Run the tests of properties with new seeds; takes a number of rounds, and folders of tests', exec: 'tsx scripts/fuzz.ts', receiveArgs: true });

const bench = project.addTask('bench', { description: 'Measure synthesis against cdk8s-plus-27, plain ApiObjects and yaml' });
bench.exec('node --expose-gc --import tsx bench/synth/run.ts', { receiveArgs: true });
const benchEngine = project.addTask('bench:engine', { description: 'Measure the reachability engine on generated clusters' });
benchEngine.exec('node --expose-gc --import tsx bench/engine/run.ts', { receiveArgs: true });

const examples = project.addTask('examples', { description: 'Synthesize the examples and show what was written' });
examples.exec('tsx scripts/examples.ts', { receiveArgs: true });
const examplesUpdate = project.addTask('examples:update', { description: 'Rewrite the expected output of the examples' });
examplesUpdate.exec('tsx scripts/examples.ts --update', { receiveArgs: true });

// The linter's project service and the examples' runner both want a configuration of their own.
for (const dir of ['examples', 'bench', 'scripts']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${dir}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfigDev]),
    include: ['**/*.ts'],
    compilerOptions: {},
  });
}
project.eslint?.addOverride({ files: ['examples/**/*.ts'], rules: { 'import/no-unresolved': 'off' } });
// what is drawn in tests is drawn from a seed that test/property.ts sets
project.eslint?.addOverride({ files: ['test/**/*.test.ts'], rules: { 'no-restricted-imports': ['error', { paths: [{ name: 'fast-check', message: 'import it from test/property.ts, which sets the seed' }] }] } });
// what is needed at times alone is loaded when it is: by commands, by whoever asks who reaches whom, for the proof and the lock, for ways in, for YAML that is not plain, for requests of HTTP, by the matchers that look for Jest;
// import() would do, too, but Jest has it for modules of ES only
project.eslint?.addOverride({ files: ['src/cli/**/*.ts', 'src/files/{objects,value}.ts', 'src/synth/{folder,registry,rendering}.ts', 'src/api/cluster/edge-gateway.ts', 'src/api/reachability/reachability.ts', 'src/jest/index.ts', 'src/sets/requests/{expression,request-set}.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } });
project.eslint?.addRules({
  'import/order': ['warn', {
    groups: ['builtin', 'external'],
    alphabetize: { order: 'asc', caseInsensitive: true },
    // by its exports the package finds itself in lib/, where that has been compiled: what imports it takes it for one of others, compiled or not
    pathGroups: [{ pattern: 'cdk8s-reach', group: 'external' }],
  }],
  'dot-notation': 'off', // replaced by the next one, which knows what noPropertyAccessFromIndexSignature asks for
  '@typescript-eslint/dot-notation': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  '@typescript-eslint/consistent-type-imports': 'off',
  'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
  'no-warning-comments': 'error',
});

// What is left is pinned by scripts/try-package.sh.
project.npmignore?.addPatterns(
  '/.ci/', '/bench/', '/docs/', '/examples/', '/rosetta/', '/scripts/', '/tmp/', '/CONTRIBUTING.md', '/SECURITY.md',
);
project.synth();
