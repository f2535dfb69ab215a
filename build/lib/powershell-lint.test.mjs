import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kitFiles } from '../../main/machine/powershell/kit';
import { inRoot } from './paths.mjs';
import { functionsIn, lintPowerShell } from './powershell-lint.mjs';

const folder = 'main/machine/powershell';
const read = (/** @type {string} */ name) => readFileSync(inRoot(folder, name), 'utf8');
const main = read('Reconnect.ps1');

describe('the scripts', () => {
  it.each(['Reconnect.ps1', 'Write.ps1', 'Remote.ps1', 'Kit.ps1'])(
    '%s is one for Windows PowerShell 2.0 to 7',
    async (name) => {
      const known = name === 'Reconnect.ps1' ? [] : functionsIn(main);
      expect(await lintPowerShell(read(name), known)).toEqual([]);
    }
  );

  it('of the host kit is one too, whatever its readings', async () => {
    const hostile = ["'@\n'; exit; @'", '$(calc)', '\u2019; calc', '`"'];
    const readings = hostile.map((name) => ({ kind: /** @type {const} */ ('service'), name }));
    const [file] = kitFiles(readings, '1.0.0');
    expect(await lintPowerShell(file?.content ?? '')).toEqual([]);
  });

  it('define each function once, and none that Windows has', () => {
    const names = ['Reconnect.ps1', 'Write.ps1', 'Remote.ps1', 'Kit.ps1'].flatMap((name) =>
      functionsIn(read(name))
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !name.includes('Reconnect'))).toEqual([]);
  });
});

describe('the lint', () => {
  it.each([
    ['class A { }', 'class'],
    ['enum A { B }', 'enum'],
    ['using namespace System.IO', 'using'],
    ['$a = [A]::new(1)', 'new'],
    ['$a = [ordered]@{ b = 1 }', 'ordered'],
    ['$a = [pscustomobject]@{ b = 1 }', 'pscustomobject'],
    ['if ($a -in 1, 2) { 1 }', '-in'],
    ['if ($a -notin 1, 2) { 1 }', '-notin'],
    ['$a = 1 -shl 2', '-shl'],
    ['$a = 8 -shr 2', '-shr'],
    ['$a | Where-Object Name -eq 3', 'block'],
    ['$a | ForEach-Object Name', 'block'],
    ['$a.ForEach({ 1 })', ''],
    ["$a.Where('x')", 'Where'],
    ['Write-Host $PSItem', 'PSItem'],
    ['Write-Host $PSScriptRoot', 'PSScriptRoot'],
    ['Write-Host @args', '@args'],
    ['Write-Host @PSBoundParameters', '@PSBoundParameters'],
    ['Get-Content -LiteralPath $a -Raw', '-Raw'],
    ['Get-Content -Lit $a', '-Lit'],
    ['ConvertTo-Json -InputObject $a', 'ConvertTo-Json'],
    ['ConvertFrom-Json -InputObject $a', 'ConvertFrom-Json'],
    ['Get-CimInstance -ClassName A', 'Get-CimInstance'],
    ['if (Get-Command -Name Get-Other) { Get-CimInstance -ClassName A }', 'Get-CimInstance'],
    ['if (Get-Command -Name Get-CimInstance) { 1 } else { Get-CimInstance -ClassName A }', 'Get-CimInstance'],
    ['Write-Host a && Write-Host b', '&&'],
    ['Write-Host a || Write-Host b', '||'],
    ['$a ? 1 : 2', ''],
    ['$a ?? 1', ''],
    ['$a?.b', ''],
    ['foreach -parallel ($a in $b) { 1 }', 'parallel'],
    ['workflow w { parallel { 1 } }', 'parallel'],
    ['workflow w { 1 }', 'workflow'],
    ['Invoke-RestMethod -Uri $a', 'Invoke-RestMethod'],
    ['#requires -Version 3\nWrite-Host a', '#requires'],
    ['gci', 'alias'],
    ['$a | % { 1 }', 'alias'],
    ['netstat -ano', 'alias'],
    ['Add-Type -TypeDefinition $a', 'Add-Type'],
    ['Invoke-Expression $a', 'Invoke-Expression'],
    ['iex $a', 'iex'],
    ['& $a', 'runs what'],
    ['. $a', 'runs what'],
    ['Write-Host a *> b', 'stream'],
    ['[string]::IsNullOrWhiteSpace($a)', 'IsNullOrWhiteSpace'],
    ['if ($a {', ''],
    ["Write-Host 'a", ''],
    ['Write-Host \u2018a\u2019', 'U+2018'],
    ['# caf\u00e9', 'U+e9']
  ])('refuses %s', async (source, says) => {
    const faults = await lintPowerShell(source);
    expect(faults.map((fault) => fault.says).join('\n')).toContain(says);
    expect(faults).not.toEqual([]);
  });

  it.each([
    'if (Get-Command -Name Get-CimInstance -ErrorAction SilentlyContinue) { Get-CimInstance -ClassName A }',
    'function A-B([scriptblock]$read) { & $read }',
    "$a = @($b -split ',' | Where-Object { $_ -ne '' }) -join ';'",
    "$a = foreach ($b in 1, 2) { '{0:x4}' -f $b }",
    "try { throw 'a' } catch { Write-Host $_ } finally { $a = 1 }"
  ])('accepts %s', async (source) => {
    expect(await lintPowerShell(source)).toEqual([]);
  });

  it('says where', async () => {
    expect(await lintPowerShell('$a = 1\n$b = 2\niex $b')).toEqual([
      { line: 3, says: 'iex is not for a script that is handed over' }
    ]);
  });
});
