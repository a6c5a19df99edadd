/** Texts, numbers and lists that several schemas of version 8 have. */
import { z } from 'zod';

export const text = z.string().max(20_000);
export const name = z.string().max(1000);
export const numeric = z.union([z.number(), text]);
export const lines = z.union([text, z.array(text).max(1000)]);
export const named = z.record(name, numeric);
export const index = z.int().min(0).max(1000);
/** NaN and infinity are null. */
export const figure = z.number().nullable();
export const figures = z.array(figure).max(100_000);
