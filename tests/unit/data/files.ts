import { writeFileSync } from 'node:fs';
import { useFolder } from '../../support/folder.ts';

/** Writes files into a folder that is removed after the tests of the block. */
export function temporaryFiles(): (name: string, content: string | Buffer) => string {
  const folder = useFolder('all tests');
  return (name, content) => {
    writeFileSync(folder(name), content);
    return folder(name);
  };
}
