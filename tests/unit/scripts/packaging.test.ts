import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { packDevelopmentBuild } from '../../../scripts/lib/linuxPackages.mjs';
import { useFolder } from '../../support/folder.ts';

const root = resolve(import.meta.dirname, '../../..');
const config = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;
const schema = JSON.parse(
  readFileSync(join(root, 'node_modules/app-builder-lib/scheme.json'), 'utf8'),
) as SchemaObject;

describe('electron-builder.yml', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

  it('is valid for electron-builder', () => {
    validate(config);
    expect(validate.errors).toBeNull();
  });

  it('is refused with a misspelt option', () => {
    expect(validate({ ...config, electronFusses: {} })).toBe(false);
  });

  it('makes an installer for each platform', () => {
    expect(config).toMatchObject({
      linux: { target: ['AppImage', 'deb', 'tar.gz'] },
      win: { target: ['nsis'] },
      mac: { target: ['dmg'] },
    });
  });

  it('names existing files only', () => {
    const extra = (config['extraResources'] as { from: string }[]).map((entry) => entry.from);
    // Packaging writes what lies in out/ first.
    const kept = extra.filter((path) => !path.startsWith('out/'));
    for (const path of [...kept, 'build/icon.png', 'build/icons']) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
  });
});

describe.skipIf(spawnSync('dpkg-deb', ['--version']).status !== 0)('the .deb of a development build', () => {
  const folder = useFolder();

  it('has the sandbox that works without user namespaces: owned by root, setuid', async () => {
    mkdirSync(folder('linux-unpacked'));
    for (const name of ['kan-studio', 'chrome-sandbox'])
      writeFileSync(folder(`linux-unpacked/${name}`), '', { mode: 0o755 });
    await packDevelopmentBuild(folder(), '1.2.3');
    const deb = readdirSync(folder()).find((name) => name.endsWith('.deb'))!;
    const { stdout } = spawnSync('dpkg-deb', ['--contents', folder(deb)], { encoding: 'utf8' });
    expect(stdout).toMatch(/^-rwsr-xr-x root\/root .* \.\/opt\/kan-studio\/chrome-sandbox$/m);
    expect(stdout).toMatch(/^-rwxr-xr-x root\/root .* \.\/opt\/kan-studio\/kan-studio$/m);
  });
});

describe('the icons', () => {
  it('are square, as large as their names say, and small files', () => {
    const folder = join(root, 'build', 'icons');
    const names = readdirSync(folder);
    let total = statSync(join(root, 'build', 'icon.png')).size;
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}.png`).toBe(name);
      total += bytes.length;
    }
    expect(names).toContain('512x512.png');
    expect(total).toBeLessThan(200_000);
  });
});
