/**
 * Makes the sample files of this folder and their index: `node examples/generate.mjs`. Everything is drawn from fixed
 * seeds, so that the files come out the same each time. A test runs this and compares.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? import.meta.dirname);
mkdirSync(folder, { recursive: true });

/** Mulberry32 (Tommy Ettinger, public domain): uniform numbers in [0, 1). */
function uniform(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of numbers from `low` to `high` with `digits` decimals, and of normal noise. */
function source(seed) {
  const next = uniform(seed);
  return {
    next,
    between: (low, high, digits) => Number((low + (high - low) * next()).toFixed(digits)),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

const repeat = (rows, make) => Array.from({ length: rows }, (_, row) => make(row));
const csv = (header, rows) => `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`;

function helloKan() {
  const { between } = source(1);
  const rows = repeat(1000, () => {
    const [x1, x2] = [between(-1, 1, 6), between(-1, 1, 6)];
    return [x1, x2, Math.exp(Math.sin(Math.PI * x1) + x2 ** 2).toPrecision(10)];
  });
  return {
    file: 'hello-kan.csv',
    title: 'Hello, KAN',
    description:
      'Two inputs, one output, no noise. Can you find the formula? Train a small network and watch one spline become a sine and the other a parabola.',
    source: 'Computed: y = exp(sin(π·x1) + x2²), inputs uniform in −1 … 1. The first example of the KAN paper.',
    task: 'regression',
    targets: ['y'],
    rows: rows.length,
    text: csv(['x1', 'x2', 'y'], rows),
  };
}

function velocityAddition() {
  const { between } = source(2);
  const c = 299_792.458;
  const rows = repeat(1000, () => {
    const [u, v] = [between(-0.9 * c, 0.9 * c, 0), between(-0.9 * c, 0.9 * c, 0)];
    return [u, v, ((u + v) / (1 + (u * v) / c ** 2)).toFixed(3)];
  });
  return {
    file: 'velocity-addition.csv',
    title: 'Adding velocities near light speed',
    description:
      'A probe leaves a moving ship. How fast is it for someone at rest? Far below the speed of light velocities simply add up; here they don’t.',
    source:
      'Computed: w = (u + v)/(1 + u·v/c²), Feynman Lectures on Physics, vol. I, eq. 16.6; km/s, up to 90 % of the speed of light.',
    task: 'regression',
    targets: ['w (km/s)'],
    rows: rows.length,
    text: csv(['u (km/s)', 'v (km/s)', 'w (km/s)'], rows),
  };
}

function reactorYield() {
  const { next, between, normal } = source(3);
  const comma = (value, digits) => value.toFixed(digits).replace('.', ',');
  const activity = { A: 1, B: 1.35, C: 0.8 };
  const start = Date.UTC(2023, 2, 1, 6);
  const rows = repeat(480, (row) => {
    const time = new Date(start + row * 2 * 3_600_000);
    const two = (n) => String(n).padStart(2, '0');
    const stamp = `${two(time.getUTCDate())}.${two(time.getUTCMonth() + 1)}.${time.getUTCFullYear()} ${two(time.getUTCHours())}:00`;
    const temperature = between(180, 320, 1);
    const pressure = between(1, 12, 2);
    const flow = between(400, 2400, 1);
    const catalyst = 'ABC'[Math.floor(next() * 3)];
    const rate = activity[catalyst] * Math.exp(-5200 * (1 / (temperature + 273.15) - 1 / 523.15)) * Math.sqrt(pressure);
    const yieldPercent = 100 * (1 - Math.exp((-900 * rate) / flow)) + 0.4 * normal();
    const [whole, fraction] = comma(flow, 1).split(',');
    const grouped = `${whole.replace(/\B(?=(\d{3})$)/, '.')},${fraction}`;
    const cells = [stamp, comma(temperature, 1), comma(pressure, 2), grouped, catalyst, comma(yieldPercent, 2)];
    // Gaps as they come from a plant: a sensor that was off, a sample that was lost.
    if (next() < 0.02) cells[2] = 'n.a.';
    if (next() < 0.02) cells[5] = '';
    return cells.join(';');
  });
  rows.splice(200, 0, '# Katalysatorwechsel, Anlage 3 h außer Betrieb');
  const lines = [
    '# Versuchsreaktor R2, Frühjahr 2023',
    '# Ausbeute aus Gaschromatographie; n.a. = Sensor außer Betrieb',
    'Zeitpunkt;Temperatur (°C);Druck (bar);Durchfluss (l/h);Katalysator;Ausbeute (%)',
    ...rows,
  ];
  return {
    file: 'reactor-yield.csv',
    title: 'Yield of a test reactor',
    description:
      'A plant log as it really comes: semicolons, decimal commas, German dates, comments and gaps. How does the yield depend on temperature, pressure, flow and catalyst?',
    source:
      'Simulated: Arrhenius rate with 5200 K, square root of pressure, plug flow; noise of 0.4 percentage points; Latin-1, CRLF.',
    task: 'regression',
    targets: ['Ausbeute (%)'],
    rows: 480,
    text: Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'),
  };
}

function twoMoons() {
  const { next, normal } = source(4);
  const rows = repeat(600, (row) => {
    const angle = Math.PI * next();
    const upper = row % 2 === 0;
    const [x, y] = upper ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [(x + 0.12 * normal()).toFixed(4), (y + 0.12 * normal()).toFixed(4), upper ? 'upper' : 'lower'];
  });
  return {
    file: 'two-moons.csv',
    title: 'Two moons',
    description:
      'Points on two interleaved crescents. Which crescent does a point belong to? No straight line can tell; a small network can.',
    source: 'Computed: two half circles of radius 1, shifted by (1, 0.5), with noise of 0.12.',
    task: 'classification',
    targets: ['moon'],
    rows: rows.length,
    text: csv(['x', 'y', 'moon'], rows),
  };
}

function alloyStrength() {
  const { between, normal } = source(5);
  const names = [
    'carbon',
    'manganese',
    'silicon',
    'chromium',
    'nickel',
    'molybdenum',
    'copper',
    'sulphur',
    'furnace_temp',
    'hold_minutes',
    'quench_rate',
    'line_speed',
  ];
  const ranges = [
    [0.1, 0.9, 3],
    [0.3, 1.6, 3],
    [0.1, 0.6, 3],
    [0, 1.2, 3],
    [0, 2, 3],
    [0, 0.5, 3],
    [0, 0.4, 3],
    [0.005, 0.05, 4],
    [780, 950, 0],
    [10, 90, 0],
    [5, 60, 1],
    [20, 80, 0],
  ];
  const rows = repeat(800, () => {
    const values = ranges.map(([low, high, digits]) => between(low, high, digits));
    const [carbon, furnace, quench] = [values[0], values[8], values[10]];
    const strength =
      420 + 900 * Math.sqrt(carbon) - 0.02 * (furnace - 860) ** 2 + 130 * Math.log(quench / 5) + 6 * normal();
    return [...values, strength.toFixed(1)];
  });
  return {
    file: 'alloy-strength.csv',
    title: 'What makes the steel strong?',
    description:
      'Twelve settings of a steel line, and the strength that came out. Only three of them matter. Which, and how?',
    source:
      'Simulated: 420 + 900·√carbon − 0.02·(furnace_temp − 860)² + 130·ln(quench_rate/5) MPa, noise of 6 MPa; the other nine columns are chance.',
    task: 'regression',
    targets: ['strength_MPa'],
    rows: rows.length,
    text: csv([...names, 'strength_MPa'], rows),
  };
}

function fivePeaks() {
  const centres = [-0.8, -0.4, 0, 0.4, 0.8];
  const points = 100;
  const rows = centres.flatMap((centre, phase) =>
    repeat(points, (i) => {
      const x = centre - 0.2 + (0.4 * (i + 0.5)) / points;
      const y = centres.reduce((sum, c) => sum + Math.exp(-300 * (x - c) ** 2), 0);
      return [x.toFixed(3), y.toPrecision(10), phase + 1];
    }),
  );
  return {
    file: 'five-peaks.csv',
    title: 'Five peaks, one after another',
    description:
      'A KAN and an MLP learn one peak, then the next. Which of them still knows the first peak in the end?',
    source:
      'Computed: five Gaussian peaks, 100 points each, without noise. The example of continual learning in the KAN paper.',
    task: 'regression',
    targets: ['y'],
    phases: 'phase',
    rows: rows.length,
    text: csv(['x', 'y', 'phase'], rows),
  };
}

const samples = [
  helloKan(),
  velocityAddition(),
  reactorYield(),
  twoMoons(),
  alloyStrength(),
  fivePeaks(),
];
for (const { file, text } of samples) writeFileSync(join(folder, file), text);
const index = samples.map((sample) => Object.fromEntries(Object.entries(sample).filter(([key]) => key !== 'text')));
const json = JSON.stringify(index, null, 2).replace(/\[\n\s+("[^"]*")\n\s+\]/g, '[$1]');
writeFileSync(join(folder, 'index.json'), `${json}\n`);
