/** Symbolic fixing by hand, by keyboard alone: every edge of the hello network to the right function. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/contract/views/snapshot.ts';
import { useApp } from '../support/app.ts';
import { button, graph, readNumber, room } from '../support/shown.ts';
import { askEngine, openSample, waitForStatus } from '../support/story.ts';

describe('fixing by hand', () => {
  const app = useApp();
  const page = () => app().page;
  const inspector = () => room(page(), 'Inspector');
  const press = (key: string) => page().keyboard.press(key);
  const candidates = () => inspector().getByRole('option');
  const selected = () => inspector().getByRole('option', { selected: true });

  async function validationError(): Promise<number> {
    const { scores } = (await askEngine(page(), 'session.snapshot', undefined)) as Snapshot;
    return scores?.validation.rmse ?? NaN;
  }

  it('trains a network of one hidden node', async () => {
    await openSample(page(), 'Hello, KAN');
    await page().getByRole('tab', { name: 'Network' }).click();
    await page().getByLabel('Layer 1', { exact: true }).fill('1');
    await expect
      .poll(() => graph(page()).getAttribute('aria-label'))
      .toBe('Network graph: 2 → 1 → 1 nodes, 3 edges');
    await press('Tab');
    await press('Control+Enter');
    await waitForStatus(page(), 'Finished', 120_000);
    expect(await validationError()).toBeLessThan(1e-4);
  });

  it('fixes each edge by keyboard: N goes to the next edge, digits select, Enter fixes', async () => {
    await graph(page()).focus();
    for (const [index, fn] of ['sin', 'x^2', 'exp'].entries()) {
      await press('n');
      await inspector()
        .getByText(`${index + 1} of 3`)
        .waitFor();
      await candidates().first().waitFor();
      await press('i');
      // Another function first, to see that it would do harm, then the right one.
      await press('4');
      await expect.poll(() => selected().count()).toBe(1);
      await expect
        .poll(() => inspector().getByRole('region', { name: 'Trial' }).innerText())
        .toMatch(/RMSE after a refit/);
      await press('1');
      await expect.poll(() => selected().innerText()).toContain(fn.replace('^2', '²'));
      await press('Enter');
      await inspector().getByText('Function', { exact: true }).waitFor();
      const formula = await inspector().getByLabel('Formula', { exact: true }).innerText();
      expect(formula).toContain(fn === 'x^2' ? '²' : fn);
    }
  });

  it('then has the exact formula, with an error of rounding only', async () => {
    expect(await validationError()).toBeLessThan(1e-8);
    await press('Shift+N');
    await inspector().getByText('2 of 3').waitFor();
    await press('Shift+N');
    await inspector().getByRole('heading', { name: 'x1 → h₁,₁' }).waitFor();
    // ± sin(πx₁) up to a whole turn: a is π.
    const a = readNumber(await inspector().getByRole('textbox', { name: 'a', exact: true }).inputValue());
    expect(Math.abs(a)).toBeCloseTo(Math.PI, 3);
  });

  it('sets the numbers by field and turns the edge back into a spline; one key undoes each', async () => {
    const before = await validationError();
    await inspector().getByRole('textbox', { name: 'd', exact: true }).fill('3');
    await button(page(), 'Apply these numbers').click();
    await expect.poll(validationError).not.toBe(before);
    await press('Escape');
    await inspector().getByRole('heading', { name: 'x1 → h₁,₁' }).click();
    await press('u');
    await inspector().getByText('Spline', { exact: true }).waitFor();
    await press('Control+z');
    await inspector().getByText('Function', { exact: true }).waitFor();
    await press('Control+z');
    await expect.poll(validationError).toBe(before);
  });

  it('shows a mistake in a typed function at its position, and accepts a correct one', async () => {
    const own = inspector().getByLabel('Your own function', { exact: true });
    await own.fill('sin(x');
    await press('Enter');
    await inspector().getByText('This “(” is never closed').waitFor();
    await own.fill('sin(x)^3 + x');
    await press('Enter');
    await expect.poll(() => selected().innerText()).toContain('sin(x)³ + x');
    await press('Escape');
    await expect.poll(() => inspector().getByRole('region', { name: 'Trial' }).count()).toBe(0);
  });
});
