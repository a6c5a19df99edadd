"""What others need on this machine, for the tables of `npm run bench -- evaluator`: one step of training, full batch.

    python3 bench/compare.py [threads]

Measures pykan (loss and gradient, with speed()), efficient-kan and a multilayer perceptron with as many parameters (one
step of Adam each) at grid 5, order 3, where they can be imported, says what cannot, and writes
bench/results/compare.json. Medians of repeated runs, after warming up.
"""

import importlib.util
import json
import math
import os
import platform
import statistics
import sys
import time
from pathlib import Path

SIZES = [([2, 5, 1], 1_000), ([4, 9, 1], 10_000), ([10, 20, 1], 10_000), ([64, 64, 10], 10_000)]
GRID, ORDER = 5, 3
SECONDS_PER_CASE = 5
LOAD = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
RESULT = Path(__file__).parent / "results" / "compare.json"


def median_ms(step):
    """Median milliseconds of a call; at least three, about SECONDS_PER_CASE in all."""
    for _ in range(2):
        step()
    times = []
    end = time.perf_counter() + SECONDS_PER_CASE
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def parameters(width):
    """Parameters of a KAN of that shape: coefficients, and the two scales of each edge."""
    edges = sum(a * b for a, b in zip(width, width[1:]))
    return edges * (GRID + ORDER + 2)


def samples(torch, width, rows, dtype):
    generator = torch.Generator().manual_seed(0)
    x = 2 * torch.rand(rows, width[0], generator=generator, dtype=dtype) - 1
    y = 2 * torch.rand(rows, width[-1], generator=generator, dtype=dtype) - 1
    return x, y


def adam_step(torch, model, x, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step():
        optimizer.zero_grad()
        torch.mean((model(x) - y) ** 2).backward()
        optimizer.step()

    return step


def hidden_for(width):
    """Nodes in each of two hidden layers of a perceptron with about as many parameters as a KAN of that width."""
    wanted, inputs, outputs = parameters(width), width[0], width[-1]
    b = inputs + outputs + 2
    return max(1, round((-b + math.sqrt(b * b + 4 * (wanted - outputs))) / 2))


def perceptron(torch, inputs, hidden, outputs, dtype):
    """Two hidden layers of equal width, SiLU."""
    nn = torch.nn
    return nn.Sequential(
        nn.Linear(inputs, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(), nn.Linear(hidden, outputs)
    ).to(dtype)


def perceptron_step(torch, width, x, y):
    return adam_step(torch, perceptron(torch, width[0], hidden_for(width), width[-1], x.dtype), x, y)


def pykan_step(torch, width, x, y):
    from kan import KAN

    # It changes the list that it is given.
    model = KAN(width=list(width), grid=GRID, k=ORDER, seed=0, auto_save=False)
    model.speed()

    def step():
        model.zero_grad()
        torch.mean((model(x) - y) ** 2).backward()

    return step


def efficient_step(torch, width, x, y):
    from efficient_kan import KAN

    model = KAN(width, grid_size=GRID, spline_order=ORDER).to(x.dtype)
    return adam_step(torch, model, x, y)


def main():
    if importlib.util.find_spec("torch") is None:
        print("torch is not installed here: nothing to measure. The tables show the recorded figures.")
        return
    import torch

    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    torch.set_num_threads(threads)
    torch.set_default_dtype(torch.float64)
    suffix = f"{threads} thread{'s' if threads > 1 else ''}"
    f64 = torch.float64
    f32 = torch.float32
    contenders = [
        (f"MLP, as many parameters, torch f64, {suffix}", "one Adam step", "torch", f64,
         lambda width, x, y: perceptron_step(torch, width, x, y)),
        (f"MLP, as many parameters, torch f32, {suffix}", "one Adam step", "torch", f32,
         lambda width, x, y: perceptron_step(torch, width, x, y)),
        (f"pykan f64, {suffix}, speed()", "loss and gradient", "kan", f64,
         lambda width, x, y: pykan_step(torch, width, x, y)),
        (f"efficient-kan f64, {suffix}", "one Adam step", "efficient_kan", f64,
         lambda width, x, y: efficient_step(torch, width, x, y)),
    ]
    rows = []
    for name, what, module, dtype, make in contenders:
        if importlib.util.find_spec(module) is None:
            print(f"{name}: {module} is not installed here.")
            continue
        ms = [round(median_ms(make(width, *samples(torch, width, n, dtype))), 4) for width, n in SIZES]
        print(f"{name}, {what}: {', '.join(f'{value:.3g}' for value in ms)} ms")
        rows.append({"name": name, "what": what, "ms": ms})
    load = f"; load before the run {LOAD:.1f}" if LOAD > 0.5 else ""
    speed = matrix_speed(torch)
    if speed < 5:
        print(f"Matrix products run at {speed:.1f} GFLOP/s only: torch has no fast BLAS here (Debian: libopenblas0-pthread).")
    torch_is = f"torch {torch.__version__} ({speed:.0f} GFLOP/s in f64 on {suffix})"
    machine = f"{processor()}; {torch_is}, Python {platform.python_version()}{load}"
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"machine": machine, "evaluator": rows}, indent=2) + "\n")
    print(f"Saved bench/results/{RESULT.name}")


def matrix_speed(torch):
    """GFLOP/s of a large product in float64: with the reference BLAS it is a tenth of what others have."""
    a = torch.rand(1024, 1024, dtype=torch.float64)
    return 2 * 1024**3 / (median_ms(lambda: a @ a) * 1e6)


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
