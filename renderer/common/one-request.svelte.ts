/** Requests to the engine that a person must not send twice: while one is under way, another is not sent. */
export class OneRequest {
  busy = $state(false);

  async send(request: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await request();
    } finally {
      this.busy = false;
    }
  }
}
