"""What a multilayer perceptron reaches on the tables of `npm run bench -- accuracy`, and how soon; torch, one thread.

    python3 bench/perceptron.py [problem …]

Each table is learned by a perceptron with about as many parameters as the KAN has at grid 5, and by a usual one of two
hidden layers of 64 nodes (SiLU), by Adam in float32 (rate 1e-2, falling to 0 along a cosine) and by L-BFGS in float64
(history 10, strong Wolfe), full batch, inputs and target standardised, for 20 processor seconds each. Of the four, the
one with the lowest error on the test rows that it met on its way counts, which flatters it: a KAN of ours is chosen by
validation rows. Writes bench/results/perceptron.json; problems that are not named keep what they have there.
"""

import csv
import json
import math
import sys
import time
from pathlib import Path

from compare import RESULT, hidden_for, perceptron, processor

BENCH = Path(__file__).parent
SECONDS = 20.0
TABLES = {
    "hello": ("hello", [2, 5, 1]),
    "hello-1": ("hello", [2, 1, 1]),
    "I.6.20": ("feynman_I_6_20", [2, 5, 1]),
    "I.6.20b": ("feynman_I_6_20b", [3, 5, 1]),
    "I.16.6": ("feynman_I_16_6", [3, 5, 1]),
    "I.26.2": ("feynman_I_26_2", [2, 5, 1]),
    "I.29.16": ("feynman_I_29_16", [4, 5, 1]),
    "I.6.20b-2": ("feynman_I_6_20b", [3, 5, 2, 1]),
    "I.29.16-2": ("feynman_I_29_16", [4, 5, 2, 1]),
}


def read(torch, name, part):
    """Columns of inputs, the column of the target last."""
    with open(BENCH / "data" / f"{name}_{part}.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    values = torch.tensor([[float(cell) for cell in row] for row in rows], dtype=torch.float64)
    return values[:, :-1], values[:, -1:]


def learn(torch, train, test, hidden, dtype, optimizer):
    """Lowest RMSE on the test rows, in the target's units, and the processor seconds of training until then."""
    torch.manual_seed(0)
    (x, y), (test_x, test_y) = train, test
    centre, spread, middle, scale = x.mean(0), x.std(0), y.mean(), y.std()
    seen, unseen = (((each - centre) / spread).to(dtype) for each in (x, test_x))
    target = ((y - middle) / scale).to(dtype)
    model = perceptron(torch, x.shape[1], hidden, 1, dtype)
    step, anneal = steps(torch, model, seen, target, optimizer)
    spent, checked, best = 0.0, 0.0, (math.inf, 0.0)
    while spent < SECONDS:
        start = time.process_time()
        anneal(spent / SECONDS)
        step()
        spent += time.process_time() - start
        if spent - checked < SECONDS / 400:
            continue
        checked = spent
        with torch.no_grad():
            error = model(unseen).double() * scale + middle - test_y
        best = min(best, (float(error.square().mean().sqrt()), spent))
    return best


def steps(torch, model, x, y, optimizer):
    """A step of training, and what is told the share of the time that is spent."""
    if optimizer == "Adam":
        adam = torch.optim.Adam(model.parameters(), lr=1e-2)

        def step():
            adam.zero_grad()
            torch.mean((model(x) - y) ** 2).backward()
            adam.step()

        def anneal(share):
            adam.param_groups[0]["lr"] = 1e-2 * (1 + math.cos(math.pi * min(share, 1))) / 2

        return step, anneal
    lbfgs = torch.optim.LBFGS(model.parameters(), max_iter=10, history_size=10, line_search_fn="strong_wolfe",
                              tolerance_grad=0, tolerance_change=0)

    def closure():
        lbfgs.zero_grad()
        loss = torch.mean((model(x) - y) ** 2)
        loss.backward()
        return loss

    return lambda: lbfgs.step(closure), lambda share: None


def main():
    try:
        import torch
    except ImportError:
        print("torch is not installed here: nothing to measure.")
        return
    torch.set_num_threads(1)
    file = RESULT.parent / "perceptron.json"
    best = json.loads(file.read_text())["best"] if file.exists() else {}
    for problem in sys.argv[1:] or TABLES:
        name, width = TABLES[problem]
        train, test = (read(torch, name, part) for part in ("train", "test"))
        runs = [
            {"nodes": hidden, "optimizer": optimizer, "rmse": rmse, "seconds": spent}
            for hidden in (hidden_for(width), 64)
            for optimizer, dtype in (("Adam", torch.float32), ("L-BFGS", torch.float64))
            for rmse, spent in [learn(torch, train, test, hidden, dtype, optimizer)]
        ]
        for run in runs:
            print(f"{problem} {run['nodes']} {run['optimizer']}: {run['rmse']:.2e} after {run['seconds']:.1f} s")
        best[problem] = min(runs, key=lambda run: run["rmse"])
    machine = f"{processor()}; torch {torch.__version__}, one thread, {SECONDS:g} processor seconds each"
    file.write_text(json.dumps({"machine": machine, "best": best}, indent=2) + "\n")
    print(f"Saved bench/results/{file.name}")


if __name__ == "__main__":
    main()
