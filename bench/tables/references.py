"""Tables for `npm run bench -- tables`, each split twice, and what scikit-learn's models reach on the held-out rows.

    /usr/bin/python3 bench/tables/references.py FOLDER [real]

With "real" R's tables only.

FOLDER/real holds R's tables, by realTables.R. Writes FOLDER/splits/NAME-SEED-{train,test}.csv and FOLDER/references.json.
Scores: R² for numbers, cross-entropy in nats for classes, both on the 25 % of the rows that are held out.
"""
import csv, json, os, sys, warnings
import numpy as np
import pandas as pd
from sklearn import datasets
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.ensemble import (GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import log_loss, r2_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings('ignore')
folder = sys.argv[1]
seeds = (1, 2)


def learned():
    """scikit-learn's own small tables."""
    for name, load, task in (('diabetes', datasets.load_diabetes, 'regression'),
                             ('breast-cancer', datasets.load_breast_cancer, 'classification'),
                             ('wine', datasets.load_wine, 'classification'),
                             ('linnerud', datasets.load_linnerud, 'regression')):
        found = load(as_frame=True)
        table = found.data.copy()
        target = found.target.iloc[:, 0] if isinstance(found.target, pd.DataFrame) else found.target
        table['y'] = [f'c{v}' for v in target] if task == 'classification' else target
        yield name, table, 'y', task
    digits = datasets.load_digits(as_frame=True)
    few = digits.data.loc[:, digits.data.std() > 0].iloc[:, 8:28]
    keep = digits.target.isin([3, 5, 8])
    table = few[keep].copy()
    table['y'] = [f'c{v}' for v in digits.target[keep]]
    yield 'digits-358', table, 'y', 'classification'


def simulated():
    """Tables whose law and noise are known."""
    def made(seed, rows, inputs, law, noise):
        random = np.random.default_rng(seed)
        x = random.uniform(-1, 1, (rows, inputs))
        y = law(x, random) + noise(random, rows)
        table = pd.DataFrame(x, columns=[f'x{i + 1}' for i in range(inputs)])
        table['y'] = y
        return table
    normal = lambda s: lambda random, rows: s * random.normal(size=rows)
    yield 'sim-line', made(1, 150, 6, lambda x, r: 2 * x[:, 0] - x[:, 1] + .5 * x[:, 2], normal(1)), 'y', 'regression'
    yield 'sim-noise', made(2, 200, 5, lambda x, r: 0 * x[:, 0], normal(1)), 'y', 'regression'
    yield 'sim-additive', made(3, 300, 6, lambda x, r: np.sin(3 * x[:, 0]) + 2 * x[:, 1] ** 2 + x[:, 2],
                               normal(.5)), 'y', 'regression'
    yield 'sim-pair', made(4, 400, 5, lambda x, r: 2 * x[:, 0] * x[:, 1] + np.sin(3 * x[:, 2]), normal(.5)), 'y', 'regression'
    yield 'sim-friedman', made(5, 300, 10, lambda x, r: (lambda u: 10 * np.sin(np.pi * u[:, 0] * u[:, 1]) + 20 * (u[:, 2] - .5) ** 2
                               + 10 * u[:, 3] + 5 * u[:, 4])((x + 1) / 2), normal(1)), 'y', 'regression'
    yield 'sim-heavy', made(6, 250, 4, lambda x, r: 2 * x[:, 0] + np.sin(3 * x[:, 1]),
                            lambda r, n: .4 * r.standard_t(2, n)), 'y', 'regression'
    yield 'sim-exp', made(7, 200, 4, lambda x, r: 0 * x[:, 0], normal(0)).assign(
        y=lambda t: np.exp(1.5 * t.x1 - t.x2 + .3 * np.random.default_rng(77).normal(size=len(t)))), 'y', 'regression'
    yield 'sim-step', made(8, 500, 4, lambda x, r: 2. * (x[:, 0] > .2) + (x[:, 1] > 0) * (x[:, 2] > 0), normal(.5)), 'y', 'regression'
    yield 'sim-wide', made(9, 80, 20, lambda x, r: x[:, :5].sum(1), normal(1)), 'y', 'regression'
    random = np.random.default_rng(10)
    n = 400
    group = random.choice(list('abcdefgh'), n)
    effect = dict(zip('abcdefgh', random.normal(size=8)))
    x = random.uniform(-1, 1, (n, 3))
    table = pd.DataFrame(x, columns=['x1', 'x2', 'x3']).assign(group=group)
    table['y'] = [effect[g] for g in group] + x[:, 0] ** 2 * 2 + .5 * random.normal(size=n)
    yield 'sim-groups', table, 'y', 'regression'
    x = random.uniform(-1, 1, (500, 4))
    p = 1 / (1 + np.exp(-(3 * x[:, 0] + 4 * x[:, 1] ** 2 - 1)))
    table = pd.DataFrame(x, columns=['x1', 'x2', 'x3', 'x4'])
    table['y'] = np.where(random.uniform(size=500) < p, 'yes', 'no')
    yield 'sim-classes', table, 'y', 'classification'
    x = random.normal(size=(300, 3))
    table = pd.DataFrame(x, columns=['x1', 'x2', 'x3'])
    table['y'] = np.where(random.uniform(size=300) < .3, 'yes', 'no')
    yield 'sim-coin', table, 'y', 'classification'
    x = random.uniform(-1, 1, (600, 3))
    radius = np.hypot(x[:, 0], x[:, 1]) + .1 * random.normal(size=600)
    table = pd.DataFrame(x, columns=['x1', 'x2', 'x3'])
    table['y'] = np.array(['in', 'middle', 'out'])[(radius > .45).astype(int) + (radius > .85)]
    yield 'sim-rings', table, 'y', 'classification'
    yield 'sim-deep', made(11, 1000, 4, lambda x, r: np.exp((np.sin(np.pi * (x[:, 0] ** 2 + x[:, 1] ** 2))
                           + np.sin(np.pi * (x[:, 2] ** 2 + x[:, 3] ** 2))) / 2), normal(.1)), 'y', 'regression'
    yield 'sim-exact', made(12, 500, 2, lambda x, r: np.exp(np.sin(np.pi * x[:, 0]) + x[:, 1] ** 2), normal(0)), 'y', 'regression'
    yield 'sim-large', made(13, 4000, 12, lambda x, r: np.sin(3 * x[:, 0]) * x[:, 1] + np.abs(x[:, 2]) + .5 * x[:, 3:6].sum(1),
                            normal(.6)), 'y', 'regression'


def from_r():
    index = pd.read_csv(os.path.join(folder, 'real', 'index.csv'))
    for row in index.itertuples():
        table = pd.read_csv(os.path.join(folder, 'real', f'{row.name}.csv'))
        yield row.name, table, row.target, row.task


def models(task, words, numbers):
    encode = lambda scale: ColumnTransformer([('n', StandardScaler() if scale else 'passthrough', numbers),
                                              ('w', OneHotEncoder(handle_unknown='ignore', sparse_output=False), words)])
    if task == 'regression':
        scaled = lambda m: TransformedTargetRegressor(m, transformer=StandardScaler())
        return {'ridge': make_pipeline(encode(True), scaled(RidgeCV(np.logspace(-3, 4, 30)))),
                'forest': make_pipeline(encode(False), RandomForestRegressor(300, random_state=0, n_jobs=1)),
                'boosting': make_pipeline(encode(False), GradientBoostingRegressor(random_state=0)),
                'mlp': make_pipeline(encode(True), scaled(MLPRegressor((64,), alpha=1e-2, max_iter=1000, random_state=0)))}
    return {'ridge': make_pipeline(encode(True), LogisticRegression(max_iter=2000)),
            'forest': make_pipeline(encode(False), RandomForestClassifier(300, random_state=0, n_jobs=1)),
            'boosting': make_pipeline(encode(False), GradientBoostingClassifier(random_state=0)),
            'mlp': make_pipeline(encode(True), MLPClassifier((64,), alpha=1e-2, max_iter=1000, random_state=0))}


os.makedirs(os.path.join(folder, 'splits'), exist_ok=True)
results = {}
for source in (from_r,) if 'real' in sys.argv[2:] else (learned, from_r, simulated):
    for name, table, target, task in source():
        words = [c for c in table if c != target and (table[c].dtype == object or table[c].dtype == bool)]
        table[words] = table[words].astype(str)
        numbers = [c for c in table if c != target and c not in words]
        each = []
        for seed in seeds:
            train, test = train_test_split(table, test_size=.25, random_state=seed,
                                           stratify=table[target] if task == 'classification' else None)
            for part, rows in (('train', train), ('test', test)):
                rows.to_csv(os.path.join(folder, 'splits', f'{name}-{seed}-{part}.csv'), index=False,
                            quoting=csv.QUOTE_MINIMAL)
            scores = {}
            for model, fit in models(task, words, numbers).items():
                fit.fit(train[words + numbers], train[target])
                if task == 'regression':
                    scores[model] = r2_score(test[target], fit.predict(test[words + numbers]))
                else:
                    p = np.clip(fit.predict_proba(test[words + numbers]), 1e-6, 1)
                    scores[model] = log_loss(test[target], p / p.sum(1, keepdims=True), labels=fit.classes_)
            each.append(scores)
        results[name] = {'target': target, 'task': task, 'rows': len(table), 'columns': len(words) + len(numbers),
                         'words': words, 'splits': each}
        print(name, len(table), [{k: round(float(v), 3) for k, v in s.items()} for s in each], flush=True)
json.dump({'seeds': seeds, 'tables': results}, open(os.path.join(folder, 'references.json'), 'w'), indent=1)
