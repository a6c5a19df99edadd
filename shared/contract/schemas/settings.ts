/** Schemas made from the records of settings. The page does not import this file: zod stays out of it. */
import { z } from 'zod';
import type {
  LayerWidths,
  RealNumber,
  Setting,
  Settings,
  ValueOf,
  ValuesOf,
  WholeNumber,
  Words,
} from '../../settings/setting.ts';

/** What a setting may be set to. */
export function schemaOf<S extends Setting>(setting: S): z.ZodType<ValueOf<S>> {
  return plainSchema(setting) as unknown as z.ZodType<ValueOf<S>>;
}

/** The shape of an object with a property for each setting. */
export function shapeOf<G extends Settings>(settings: G): { [K in keyof G]: z.ZodType<ValuesOf<G>[K]> } {
  const entries = Object.entries(settings).map(([key, setting]) => [key, schemaOf(setting)] as const);
  return Object.fromEntries(entries) as unknown as { [K in keyof G]: z.ZodType<ValuesOf<G>[K]> };
}

/** The names of settings as zod's masks want them: those that may be absent. */
export function namesOf<G extends Settings>(settings: G): { [K in keyof G]: true } {
  return Object.fromEntries(Object.keys(settings).map((key) => [key, true])) as { [K in keyof G]: true };
}

function plainSchema(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case 'whole':
      return wholeSchema(setting);
    case 'number':
      return realSchema(setting);
    case 'choice':
      return z.enum(setting.options.map(({ value }) => value));
    case 'switch':
      return z.boolean();
    case 'widths':
      return widthsSchema(setting);
    case 'words':
      return wordsSchema(setting);
    case 'name':
      return z.string().max(setting.mostLetters);
  }
}

function wholeSchema({ least, most }: Pick<WholeNumber, 'least' | 'most'>): z.ZodType<number> {
  return z.int().min(least).max(most);
}

function realSchema({ least, most, above }: RealNumber): z.ZodType<number> {
  return above ? z.number().gt(least).max(most) : z.number().min(least).max(most);
}

function widthsSchema(setting: LayerWidths): z.ZodType<number[]> {
  return z.array(wholeSchema(setting)).max(setting.mostLayers);
}

function wordsSchema({ mostWords, mostLetters }: Words): z.ZodType<string[]> {
  return z.array(z.string().max(mostLetters)).max(mostWords);
}
