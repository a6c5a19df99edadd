/**
 * The native menu as the page describes it: plain data from the registry of actions. Main adds the items of the system.
 */
import { z } from 'zod';

const label = z.string().min(1).max(120);

const menuItem = z
  .object({
    /** Id of the action. */
    id: z.string().regex(/^[a-z][A-Za-z]*(\.[A-Za-z]+){1,3}$/),
    label,
    /** In the notation of the registry: `Mod+Shift+K`. */
    shortcut: z
      .string()
      .regex(/^(Mod\+)?(Shift\+)?(Alt\+)?([A-Z0-9]|F\d{1,2}|Enter|Space|Delete|Arrow(Up|Down)|[.,?])$/)
      .nullable(),
    enabled: z.boolean(),
    /** Whether it has a check mark; null where it never has one. */
    checked: z.boolean().nullable(),
    /** A separator line is above it. */
    separated: z.boolean(),
  })
  .strict();
export type MenuItemView = Readonly<z.infer<typeof menuItem>>;

const menu = z.object({ label, items: z.array(menuItem).max(100) }).strict();

/** All menus, from left to right. */
export type MenuBarView = readonly z.infer<typeof menu>[];
export const menuBar: z.ZodType<MenuBarView> = z.array(menu).max(12);
