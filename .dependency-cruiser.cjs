// Which room may know which: docs of the rules at https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md
const tests = '\\.test\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Types alone may refer to each other: nothing of them is left at run time.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    { name: 'no-dangling-imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'renderer-and-shared-stay-outside-main',
      comment: 'The window sees main through shared/ipc alone, and shared serves both.',
      severity: 'error',
      from: { path: '^(renderer|shared)/' },
      to: { path: '^(main|build|e2e|bench)/' }
    },
    {
      name: 'shared-stays-outside-renderer',
      severity: 'error',
      from: { path: '^(shared|main)/' },
      to: { path: '^renderer/' }
    },
    {
      name: 'renderer-and-shared-have-no-node',
      severity: 'error',
      from: { path: '^(renderer|shared)/', pathNot: tests },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'renderer-and-shared-have-no-electron',
      severity: 'error',
      from: { path: '^(renderer|shared)/' },
      to: { path: 'node_modules/electron(-22|-log)?/' }
    },
    {
      name: 'checks-are-pure',
      comment: 'A check judges what it is given. It opens nothing and does not know where facts came from.',
      severity: 'error',
      from: { path: '^main/checks/', pathNot: tests },
      to: { path: '^main/', pathNot: '^main/(checks|facts)/' }
    },
    {
      name: 'facts-are-pure',
      comment: 'What an image means does not depend on where it came from.',
      severity: 'error',
      from: { path: '^main/facts/', pathNot: tests },
      to: { path: '^main/', pathNot: '^main/facts/' }
    },
    {
      name: 'facts-do-no-io',
      severity: 'error',
      from: { path: '^main/facts/', pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?net$' }
    },
    {
      name: 'the-door-does-not-judge',
      comment:
        'It fetches what it is asked for; the meaning is in the facts. There is one reader of certificates.',
      severity: 'error',
      from: { path: '^main/machine/', pathNot: tests },
      to: { path: '^main/', pathNot: '^main/((machine|formats)/|probe/certificate[.]ts$)' }
    },
    {
      name: 'one-importer-of-node-powershell',
      severity: 'error',
      from: { pathNot: '^main/machine/powershell/session[.]ts$' },
      to: { path: 'node_modules/node-powershell/' }
    },
    {
      name: 'checks-do-no-io',
      severity: 'error',
      from: { path: '^main/checks/', pathNot: tests },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(net|url|path)$' }
    },
    {
      name: 'probe-does-not-judge',
      severity: 'error',
      from: { path: '^main/probe/', pathNot: tests },
      to: { path: '^main/', pathNot: '^main/probe/' }
    },
    {
      name: 'command-line-needs-no-electron',
      comment: 'npm run cli works on machines that have none.',
      severity: 'error',
      from: { path: '^main/cli/' },
      to: { path: 'node_modules/electron/', reachable: true }
    },
    {
      name: 'command-line-and-window-stay-apart',
      comment: 'Each is a way in of its own: what both need stands behind them, in main/changes or shared.',
      severity: 'error',
      from: { path: '^main/cli/' },
      to: { path: '^main/(ipc|window|preload)/' }
    },
    {
      name: 'windows-calls-have-one-door',
      comment: 'A wrong prototype ends the process: they stand together, with what runs them under Wine.',
      severity: 'error',
      from: { path: '^(main|shared|renderer)/', pathNot: '^main/machine/native/library\\.ts$' },
      to: { path: 'node_modules/koffi/' }
    },
    {
      name: 'preload-is-alone',
      comment: 'It is one sandboxed file; all that it imports at run time is bundled into each page.',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { path: '^(main|shared)/', pathNot: '^(main/preload|shared/ipc)/' }
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      from: { pathNot: `^(e2e|bench)/|${tests}|^[^/]+\\.config\\.ts$` },
      to: { path: `^(e2e|bench)/|${tests}` }
    },
    {
      name: 'build-is-for-tools',
      severity: 'error',
      from: { path: '^(main|renderer|shared)/' },
      to: { path: '^build/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|artifacts)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
};
