/**
 * Sends one request at a time: calls that come meanwhile are answered by one more request, so that only the newest wish
 * is requested. @returns what to call; a call that has to wait returns at once.
 */
export function newestOnly(read: () => Promise<void>): () => Promise<void> {
  let reading = false;
  let again = false;
  return async () => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        await read();
      } while (again);
    } finally {
      reading = false;
    }
  };
}
