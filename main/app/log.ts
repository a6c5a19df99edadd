import { join } from 'node:path';
// The variant for plain Node: the one for Electron opens its own message channels.
import logger from 'electron-log/node';

/** The app's log: a local file, never sent anywhere, free of the user's data (no values, column names or paths). */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/** Starts the log in `folder`; on a terminal it also shows on stderr. @returns the log and its file */
export function openLog(folder: string): { log: Log; file: string } {
  const file = join(folder, 'main.log');
  logger.transports.file.resolvePathFn = () => file;
  logger.transports.file.maxSize = 2 ** 20;
  logger.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} [{level}] {text}';
  logger.transports.console.writeFn = ({ message }) => {
    process.stderr.write(`${message.data.map(String).join(' ')}\n`);
  };
  logger.transports.console.format = '[{level}] {text}';
  return { log: logger, file };
}
