import { describe, expect, it } from 'vitest';
import { replaceEnvironment, windowsEnvironment } from './environment';

describe('the environment of the elevated side', () => {
  it('is nothing of what the starting process wrote there', () => {
    const environment: Record<string, string | undefined> = {
      SystemRoot: 'C:\\Users\\ada\\fake',
      windir: 'C:\\Users\\ada\\fake',
      PSModulePath: 'C:\\Users\\ada\\modules',
      PATH: 'C:\\Users\\ada\\bin',
      TEMP: 'C:\\Users\\ada\\temp',
      NODE_OPTIONS: '--require C:\\Users\\ada\\x.js',
      ELECTRON_RUN_AS_NODE: '1',
      COR_PROFILER: '{cafe}',
      USERPROFILE: 'C:\\Users\\ada'
    };
    replaceEnvironment(environment, windowsEnvironment('D:\\Windows\\system32', 'D:\\ProgramData'));
    expect(JSON.stringify(environment)).not.toMatch(/ada|NODE|ELECTRON|COR_/);
    expect(environment).toMatchObject({
      SystemDrive: 'D:',
      SystemRoot: 'D:\\Windows',
      windir: 'D:\\Windows',
      ComSpec: 'D:\\Windows\\system32\\cmd.exe',
      ProgramFiles: 'D:\\Program Files',
      ProgramData: 'D:\\ProgramData',
      TEMP: 'D:\\Windows\\Temp'
    });
  });
});
