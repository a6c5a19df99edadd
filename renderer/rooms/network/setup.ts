/** The network that is asked for, and what it would amount to. Pure. */
import type { NetworkSetup } from '../../../shared/contract/schemas/setups.ts';
import { moreNetworkSettings, networkSettings } from '../../../shared/settings/network.ts';
import { defaultsOf, type ValueOf } from '../../../shared/settings/setting.ts';

export const DEFAULT_NETWORK: NetworkSetup = defaultsOf(networkSettings);

/** Hidden layers that a network may have. */
export const MOST_LAYERS = networkSettings.hidden.mostLayers;

/** Multiplication nodes of a hidden layer. */
export function productsIn({ products = [] }: NetworkSetup, layer: number): number {
  return products[layer] ?? 0;
}

/** Layers that are chosen by hand are trained as they are. */
const byHand = { automatic: false } as const;

export function withProducts(setup: NetworkSetup, layer: number, count: number): NetworkSetup {
  const products = setup.hidden.map((_, index) => (index === layer ? count : productsIn(setup, index)));
  return { ...setup, ...byHand, products };
}

export function withWidth(setup: NetworkSetup, layer: number, width: number): NetworkSetup {
  return { ...setup, ...byHand, hidden: setup.hidden.map((old, index) => (index === layer ? width : old)) };
}

/** A further hidden layer behind the others, as wide as the last one. */
export function addLayer(setup: NetworkSetup): NetworkSetup {
  return setup.hidden.length >= MOST_LAYERS
    ? setup
    : { ...setup, ...byHand, hidden: [...setup.hidden, setup.hidden.at(-1) ?? DEFAULT_NETWORK.hidden[0]] };
}

export function removeLayer(setup: NetworkSetup, layer: number): NetworkSetup {
  return {
    ...setup,
    ...byHand,
    hidden: setup.hidden.filter((_, index) => index !== layer),
    ...(setup.products && { products: setup.products.filter((_, index) => index !== layer) }),
  };
}

type More = typeof moreNetworkSettings;

/** The settings under More. */
export const moreNames = Object.keys(moreNetworkSettings) as (keyof More)[];

/** The value of a setting under More. */
function moreIn(setup: NetworkSetup, name: keyof More): ValueOf<More[keyof More]> {
  return setup[name] ?? moreNetworkSettings[name].default;
}

/** With a setting under More; the layers are then trained as they are. */
export function withMore(setup: NetworkSetup, part: Partial<NetworkSetup>): NetworkSetup {
  return { ...setup, ...byHand, ...part };
}

/** Whether a setting under More differs from its default. */
export function hasMore(setup: NetworkSetup): boolean {
  return moreNames.some((name) => moreIn(setup, name) !== moreNetworkSettings[name].default);
}

export function sameNetwork(a: NetworkSetup, b: NetworkSetup): boolean {
  return (
    moreNames.every((name) => moreIn(a, name) === moreIn(b, name)) &&
    a.grid === b.grid &&
    a.order === b.order &&
    a.seed === b.seed &&
    (a.automatic ?? false) === (b.automatic ?? false) &&
    a.hidden.length === b.hidden.length &&
    a.hidden.every(
      (width, index) => width === b.hidden[index] && productsIn(a, index) === productsIn(b, index),
    )
  );
}
