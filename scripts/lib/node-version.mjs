// Imported first by every script, so that an old Node.js gives a sentence rather than a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    'KAN Studio needs Node.js 20.19 or later; this is ' +
      process.versions.node +
      '. Get it from https://nodejs.org',
  );
  process.exit(1);
}
