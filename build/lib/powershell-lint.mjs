import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

/**
 * What Windows PowerShell 2.0 has of what the scripts use: each cmdlet with its parameters, in full. A new one belongs here
 * after a look at whether 2.0 had it: https://learn.microsoft.com/previous-versions/powershell/ (module 2.0).
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const cmdlets = {
  'ForEach-Object': [],
  'Get-Command': ['Name', 'ErrorAction'],
  'Get-Content': ['LiteralPath', 'Encoding'],
  'Get-Culture': [],
  'Get-Item': ['LiteralPath', 'Force'],
  'Get-WmiObject': ['Namespace', 'Class', 'ErrorAction'],
  'Invoke-Command': ['Session', 'ScriptBlock', 'ArgumentList', 'ErrorAction', 'ErrorVariable'],
  'Join-Path': ['Path', 'ChildPath'],
  'New-Item': ['ItemType', 'Path'],
  'New-Object': ['TypeName', 'ArgumentList', 'ComObject'],
  'New-PSSession': [],
  'New-PSSessionOption': ['OpenTimeout', 'NoMachineProfile'],
  'Remove-Item': ['LiteralPath', 'Recurse', 'Force', 'ErrorAction'],
  'Remove-PSSession': ['Session', 'ErrorAction'],
  'Select-Object': ['First', 'Last', 'Skip', 'Unique'],
  'Set-Content': ['LiteralPath', 'Value', 'Encoding', 'ErrorAction'],
  'Sort-Object': ['Property', 'Descending'],
  'Split-Path': ['Parent', 'Path'],
  'Test-Path': ['LiteralPath'],
  'Where-Object': [],
  'Write-Host': [],
  'Write-Output': ['InputObject']
};

/** Kinds of the syntax tree that 2.0 cannot parse, or that only look like 2.0. @type {Readonly<Record<string, string>>} */
const nodes = {
  class_statement: 'class',
  enum_statement: 'enum',
  parallel_statement: 'parallel',
  inlinescript_statement: 'inlinescript',
  sequence_statement: 'sequence',
  foreach_parameter: 'foreach -parallel',
  pipeline_chain_tail: '&& and ||'
};
const types = /^\[\s*(ordered|pscustomobject)\s*\]$/i;
const operators = /^-(in|notin|shl|shr)$/i;
/** Not in 2.0, or not in a script of 2.0. */
const variables = /^[$@]\{?(psitem|psscriptroot|pscommandpath|islinux|ismacos|iswindows|iscoreclr)\}?$/i;
const splats = /^@(args|input|psboundparameters|_)$/i;
/** Members that came with .NET 4, or with PowerShell 3 to 5 on every object. */
const members = /^(new|foreach|where|isnullorwhitespace|is64bitprocess|is64bitoperatingsystem)$/i;
const forbidden = /^(Add-Type|Invoke-Expression|iex|using)$/i;

/** @typedef {{ line: number, says: string }} Fault */
/** @typedef {import('web-tree-sitter').Node} Node */

/** @type {Promise<Parser> | undefined} */
let loading;
async function loadParser() {
  await Parser.init();
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm'));
  const parser = new Parser();
  parser.setLanguage(await Language.load(new Uint8Array(wasm)));
  return parser;
}

/**
 * What keeps a script from being one for Windows PowerShell 2.0 to 7, or from being safe to hand to somebody: its grammar,
 * its characters, and what it uses. Nothing is run.
 * @param {string} source
 * @param {readonly string[]} [known] functions that another script defines, which is loaded before this one
 * @returns {Promise<Fault[]>} in the order of the lines
 */
export async function lintPowerShell(source, known = []) {
  loading ??= loadParser();
  const tree = (await loading).parse(source);
  if (!tree) throw new Error('the parser gave no tree');
  /** @type {Fault[]} */
  const faults = [];
  source.split('\n').forEach((text, index) => {
    const found = /[^\t\r -~]/.exec(text);
    if (found) add(index, `a character that is not ASCII: U+${(found[0].codePointAt(0) ?? 0).toString(16)}`);
  });
  const own = new Set(known.map((name) => name.toLowerCase()));
  const blocks = new Set();
  walk(tree.rootNode, (node) => {
    if (node.type === 'function_statement') own.add(childOf(node, 'function_name').toLowerCase());
    if (node.type === 'script_parameter') {
      const [, name] = /^\[scriptblock\]\s*\$(\w+)/i.exec(node.text) ?? [];
      if (name) blocks.add(`$${name.toLowerCase()}`);
    }
  });
  walk(tree.rootNode, (node) => {
    for (const says of faultsOf(node, own, blocks)) add(node.startPosition.row, says);
  });
  tree.delete();
  return faults.sort((a, b) => a.line - b.line);

  /** @param {number} row @param {string} says */
  function add(row, says) {
    faults.push({ line: row + 1, says });
  }
}

/** The functions that a script defines. @param {string} source */
export const functionsIn = (source) =>
  [...source.matchAll(/^function ([\w-]+)/gm)].map(([, name = '']) => name);

/** @param {Node} node @param {ReadonlySet<string>} own @param {ReadonlySet<unknown>} blocks @returns {string[]} */
function faultsOf(node, own, blocks) {
  if (node.isError) return [`not understood: ${node.text.slice(0, 60)}`];
  if (node.isMissing) return [`${node.type} is missing`];
  const { type, text } = node;
  const refused = nodes[type];
  if (refused) return [`2.0 has no ${refused}`];
  if (type === 'comment')
    return /^#requires/i.test(text) ? ['#requires stops the script instead of answering'] : [];
  if (type === 'function_statement' && !/^(function|filter)\b/i.test(text)) return ['2.0 has no workflows'];
  if (type === 'type_literal' && types.test(text)) return [`2.0 has no ${text}`];
  if (type === 'comparison_operator' && operators.test(text)) return [`2.0 has no ${text}`];
  if (type === 'variable' && variables.test(text)) return [`2.0 has no ${text}`];
  if (type === 'variable' && splats.test(text)) return [`${text} takes what the caller did not name`];
  if (type === 'member_name' && members.test(text)) return [`2.0 has no member ${text}`];
  if (type === 'redirection' && /^[*3-6]>/.test(text)) return [`2.0 has no stream ${text}`];
  return type === 'command' ? commandFaults(node, own, blocks) : [];
}

/** @param {Node} node @param {ReadonlySet<string>} own @param {ReadonlySet<unknown>} blocks @returns {string[]} */
function commandFaults(node, own, blocks) {
  const by = childOf(node, 'command_invokation_operator');
  const name = node.childForFieldName('command_name')?.text ?? '';
  if (by)
    return by === '&' && blocks.has(name.toLowerCase())
      ? []
      : [`${by} ${name} runs what is not to be seen here`];
  if (forbidden.test(name)) return [`${name} is not for a script that is handed over`];
  if (own.has(name.toLowerCase())) return [];
  if (!/^[a-z]+-[a-z]+$/i.test(name)) return [`${name} is an alias, or a program found by its name`];
  const parameters = elements(node).filter(({ type }) => type === 'command_parameter');
  const known = cmdlets[name];
  if (!known)
    return isGuarded(node, name) ? [] : [`${name} is not known to 2.0, and no Get-Command stands before it`];
  const faults = parameters
    .map(({ text }) => text.replace(/^-|:$/g, ''))
    .filter((parameter) => !known.includes(parameter))
    .map((parameter) => `${name} has no -${parameter} in 2.0, or not by this name`);
  const simple = /^(Where|ForEach)-Object$/.test(name) && elements(node).some((one) => !isBlock(one));
  return simple ? [...faults, `${name} takes a block in 2.0, no names`] : faults;
}

/** @param {Node} node */
const elements = (node) =>
  (node.childForFieldName('command_elements')?.namedChildren ?? []).filter(
    /** @returns {one is Node} */ (one) => one !== null && one.type !== 'command_argument_sep'
  );

/** @param {Node} node */
const isBlock = (node) => node.text.startsWith('{');

/** Whether it stands in the block of an `if` that asks for it with Get-Command. @param {Node} node @param {string} name */
function isGuarded(node, name) {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (at.type !== 'statement_block' || !/^(if_statement|elseif_clause)$/.test(parent.type)) continue;
    const condition = parent.childForFieldName('condition')?.text ?? '';
    if (new RegExp(`^Get-Command -Name ${name}\\b`, 'i').test(condition)) return true;
  }
  return false;
}

/** @param {Node} node @param {string} type */
const childOf = (node, type) => node.namedChildren.find((child) => child?.type === type)?.text ?? '';

/** @param {Node} node @param {(node: Node) => void} visit */
function walk(node, visit) {
  visit(node);
  for (const child of node.children) if (child) walk(child, visit);
}
