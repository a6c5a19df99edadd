/** The version of the file format that is written: its schemas and their types. */
export * from './v8.ts';

/** This version and all earlier ones can be read. */
export const formatVersion = 8;
