"""The parts of a training script: what is the same in all of them, and gaps for what is not."""

HEAD = '''"""Trains a network as cnnviz trained it, with PyTorch alone.

Needs torch and numpy{more}, and beside this file data.npz: train_pictures as bytes (n, channels, rows, columns) and
train_labels, the same for validation_ and test_{start}.

On a CPU the weights come out the same to the last bit, as long as the version of PyTorch is the same and nobody
changed the learning rate on the way. They go into weights.npz.
"""

{imports}

FOLDER = Path(__file__).parent
CLASSES = {classes}
SEED, THREADS, BATCH, EPOCHS, RATE = {seed}, {threads}, {batch}, {epochs}, {rate}

torch.set_num_threads(THREADS)'''

DATA = """
with np.load(FOLDER / "data.npz") as file:
    data = dict(file)
pictures, labels = data["train_pictures"], torch.from_numpy(data["train_labels"].astype(np.int64))
BATCH = min(BATCH, len(labels))
EPOCH_STEPS = len(labels) // BATCH  # what does not fill a last batch is skipped; the next epoch has another order
STEPS = EPOCHS * EPOCH_STEPS

# Mean and deviation of all pixels, 0 to 1, to four digits.
counts = sum(np.bincount(picture.ravel(), minlength=256) for picture in pictures)
levels = np.arange(256)
mean = float((counts * levels).sum() / counts.sum())
deviation = max(float((counts * levels**2).sum() / counts.sum()) - mean**2, 0.0) ** 0.5
MEAN, DEVIATION = round(mean / 255, 4), round(deviation / 255, 4) or 1.0
{order}

def standardised(pictures: np.ndarray) -> torch.Tensor:{permuted}
    images = (torch.from_numpy(pictures).float() - 255 * MEAN) / (255 * DEVIATION)
    return images.contiguous(memory_format=torch.channels_last)
"""

# What permutes pixels: the order, and what is done to pictures before they are read.
ORDER = """
# The pixels of every picture come in the same other order.
PLACES = np.random.default_rng((SEED, 4, 0)).permutation(pictures[0, 0].size)
"""
PERMUTED = """
    pictures = pictures.reshape(*pictures.shape[:2], -1)[..., PLACES].reshape(pictures.shape)"""

SEEDED = "# The seed decides the weights that the layers begin with.\ntorch.manual_seed(SEED)"

DROPOUT = '''
class Dropout(nn.Module):
    """Like nn.Dropout, with 16 random bits for each number, which `draws` gives."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.dropped = round(rate * 2**16)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or not self.dropped:
            return x
        kept = torch.from_numpy(draws.integers(0, 2**16, tuple(x.shape), np.uint16) >= self.dropped)
        return x * kept.float().mul_(2**16 / (2**16 - self.dropped))
'''

FIXED = """
# Hand-made filters stand in for the first convolution's, and are not trained.
kernels = {kernels}
first = next(part for part in model.modules() if isinstance(part, nn.Conv2d))
count, channels, rows, columns = first.weight.shape
fixed = np.zeros((count, channels, rows, columns), np.float32)
top, left = (rows - kernels.shape[1]) // 2, (columns - kernels.shape[2]) // 2
for number in range(count):
    kernel = kernels[number % len(kernels)]
    middle = fixed[number, :, top : top + kernels.shape[1], left : left + kernels.shape[2]]
    middle[:] = kernel / np.abs(kernel).sum() / channels
first.weight.data.copy_(torch.from_numpy(fixed))
first.weight.requires_grad_(False)
"""

START = """
# The weights that the run began with, by their names.
with np.load(FOLDER / "start.npz") as start:
    for name, tensor in model.state_dict().items():
        if {wanted}:
            tensor.copy_(torch.from_numpy(start[name]))
"""

EASED = '''
def eased(start: float, end: float, done: float) -> float:
    """From start to end along half a cosine."""
    return end + (start - end) * (1 + math.cos(math.pi * done)) / 2


'''

RATES = {
    "constant": """
def rate(step: int) -> float:
    return RATE
""",
    "one cycle": f'''{EASED}def rate(step: int) -> float:
    """Up from a 25th, and down to almost nothing."""
    top = 0.3 * STEPS - 1
    if STEPS == 1:
        return RATE
    if step < top:
        return RATE * eased(1 / 25, 1, step / top)
    return RATE * eased(1, 1 / 25 / 10_000, (step - top) / max(STEPS - 1 - top, 1e-9))
''',
    "cosine": f"""{EASED}def rate(step: int) -> float:
    return RATE * eased(1, 0, step / STEPS)
""",
    "step": '''
def rate(step: int) -> float:
    """A tenth after half of the steps, a hundredth after three quarters."""
    return RATE * (1.0 if step < STEPS / 2 else 0.1 if step < 3 * STEPS / 4 else 0.01)
''',
}

LOOP = """
def accuracy(part: str) -> float:
    model.eval()
    with torch.inference_mode():
        images, truth = data[f"{{part}}_pictures"], data[f"{{part}}_labels"]
        chunks = [slice(at, at + 500) for at in range(0, len(truth), 500)]
        right = sum(int((model(standardised(images[at])).argmax(1).numpy() == truth[at]).sum()) for at in chunks)
    return right / max(len(truth), 1)


model = model.to(memory_format=torch.channels_last)
{optimiser}
for step in range(STEPS):
    epoch, place = divmod(step, EPOCH_STEPS)
    if place == 0:
        order = np.random.default_rng((SEED, 1, epoch)).permutation(len(labels))
    chosen = order[place * BATCH : (place + 1) * BATCH]
    batch = pictures[chosen]{augmented}{draws}

    model.train()
    logits = model(standardised(batch))
    loss = {loss}{heads}
    optimiser.zero_grad()
    loss.backward()
    for group in optimiser.param_groups:
        group["lr"] = rate(step)
    optimiser.step()

    if place == EPOCH_STEPS - 1:
        print(f"Epoch {{epoch + 1}}: loss {{loss.item():.4f}}, validation accuracy {{accuracy('validation'):.2%}}")

print(f"Test accuracy {{accuracy('test'):.2%}}")
np.savez(FOLDER / "weights.npz", **{{name: tensor.numpy() for name, tensor in model.state_dict().items()}})
"""
