/** The numbers of a fixed edge in a narrow inspector. */
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import AffineFields from '../../renderer/rooms/inspector/edge/AffineFields.svelte';

/** The width of the fields in a window of 1280 pixels, and in one of 900. */
test.each([291, 192])('are seen whole in %i pixels, with at most four digits', async (width) => {
  await page.viewport(width, 300);
  const shown = async (value: number): Promise<string> => {
    const screen = await render(AffineFields, {
      affine: [value, value, value, value],
      disabled: false,
      onchange: () => undefined,
    });
    const fields = screen.getByRole('textbox').elements() as HTMLInputElement[];
    expect(fields).toHaveLength(4);
    const [{ value: text }] = fields;
    for (const field of fields) expect(field.scrollWidth, text).toBeLessThanOrEqual(field.clientWidth);
    await screen.unmount();
    return text;
  };
  expect(await shown(0.6283185)).toBe('0.6283');
  expect(await shown(-0.0245812)).toBe('-0.0246');
  expect(await shown(-123456.7)).toBe('-123500');
  expect(await shown(-0.000123456)).toBe('-0.0001');
  expect(await shown(1.23456e-12)).toBe('1.2e-12');
  expect(await shown(-1.23456e-12)).toBe('-1e-12');
});
