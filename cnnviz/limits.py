"""Every cap of the app. Each can be overridden by an environment variable: CNNVIZ_ and the name here.

A value that is no whole number, or none that the app could work with, ends the process with a sentence as soon as this
module is loaded, which the app, its workers and benchmarks do first. (Written out here: pydantic-settings would read
them too, but takes 23 MB of memory and 0.16 s of every process, each worker's included, for what two functions do.)
"""

import os

# Far above what any machine has, and below what clocks, system calls and databases can count to.
_MOST, _LONGEST = 2**50, 10**9


def _cap(name: str, default: int, least: int = 1, most: int = _MOST) -> int:
    """The cap as the environment sets it, or the default. Ends the process on a value that cannot be used."""
    said = os.environ.get(f"CNNVIZ_{name}", "")
    if not said.strip():
        return default
    try:
        cap = int(said)
    except ValueError:
        cap = least - 1
    if not least <= cap <= most:
        shown = said if len(said) <= 40 else f"{said[:39]}…"
        raise SystemExit(f"CNNVIZ_{name} is “{shown}”. Set it to a whole number from {least} to {most}, or to nothing.")
    return cap


def _seconds(name: str, default: int, least: int = 1) -> int:
    return _cap(name, default, least, _LONGEST)


# Uploads. What the files of one may have together, and their names; what all that are under way may, and those of one
# address, behind which a class may sit; seconds for which a page may leave them lying.
UPLOAD_BYTES = _cap("UPLOAD_BYTES", 20 * 2**20, least=0)
UPLOAD_NAMES_BYTES = _cap("UPLOAD_NAMES_BYTES", 2 * 2**20)
UPLOADS_BYTES = _cap("UPLOADS_BYTES", 100 * 2**20, least=0)
UPLOADS_ADDRESS_BYTES = _cap("UPLOADS_ADDRESS_BYTES", 60 * 2**20, least=0)
UPLOAD_SECONDS = _seconds("UPLOAD_SECONDS", 60)
# A JPEG can be decoded at a fraction of its size, every other format only whole.
JPEG_PIXELS = _cap("JPEG_PIXELS", 64_000_000)
PIXELS = _cap("PIXELS", 16_000_000)
# What phones take: 24 megapixels, and a thumbnail.
HEIF_PIXELS = _cap("HEIF_PIXELS", 25_000_000)
JPEG_SCANS = _cap("JPEG_SCANS", 64)
# What one picture may take to decode, in pixels of a plain JPEG: counted from its header before it is decoded.
DECODE_WORK = _cap("DECODE_WORK", 72_000_000)
# A picture of few pixels can still be absurdly long.
SIDE = _cap("SIDE", 65_535)

# The working image.
# The least is the smallest side that the app offers.
MAX_SIDE = _cap("MAX_SIDE", 1024, least=32)
MIN_SIDE = _cap("MIN_SIDE", 32, most=MAX_SIDE)

# Kernels and geometry; the least is what the app's own catalogue, menus, lessons and networks have.
KERNEL_SIDE = _cap("KERNEL_SIDE", 31, least=15)
KERNEL_WEIGHT = _cap("KERNEL_WEIGHT", 1_000_000, least=10)
KERNEL_FILE_BYTES = _cap("KERNEL_FILE_BYTES", 64 * 2**10)
PADDING = _cap("PADDING", 64, least=3)
STRIDE = _cap("STRIDE", 16, least=4)
DILATION = _cap("DILATION", 16, least=4)
POOL_WINDOW = _cap("POOL_WINDOW", 32, least=5)

# What one setting may produce: maps in a stage, and numbers in all of them together.
MAPS = _cap("MAPS", 96)
MAP_VALUES = _cap("MAP_VALUES", 2**24)

# Working images kept for all sessions together, at most 3 MB each.
CACHED_IMAGE_BYTES = _cap("CACHED_IMAGE_BYTES", 48 * 2**20, least=0)

# Photos as networks read them, kept for all sessions together: of 224 × 224 pixels 0.8 MB.
CACHED_PREPARED_BYTES = _cap("CACHED_PREPARED_BYTES", 16 * 2**20, least=0)

# What large networks made of pictures, kept for all sessions together: of one picture 6 MB.
CACHED_PASSAGE_BYTES = _cap("CACHED_PASSAGE_BYTES", 32 * 2**20, least=0)

# What excites the channels of networks' layers, kept for all sessions together: of a layer with 144 channels 0.2 MB.
CACHED_LOOKS_BYTES = _cap("CACHED_LOOKS_BYTES", 16 * 2**20, least=0)

# Frames of an animation: some 5 to 16 kB each in the file, 400 kB each while it is made.
GIF_FRAMES = _cap("GIF_FRAMES", 144)

# Networks. What a description may ask for: the largest of the zoo has 825 layers, 4 deep, in 33 kB of JSON, and the one
# with most weights has 144 million.
NET_LAYERS = _cap("NET_LAYERS", 4096, least=825)
NET_DEPTH = _cap("NET_DEPTH", 8, least=4)
NET_BRANCHES = _cap("NET_BRANCHES", 32, least=4)
NET_UNITS = _cap("NET_UNITS", 16_384, least=4096)
NET_SIDE = _cap("NET_SIDE", 1024, least=299)
NET_CHANNELS = _cap("NET_CHANNELS", 512, least=256)
NET_NAME = _cap("NET_NAME", 80, least=40)
NET_PARAMETERS = _cap("NET_PARAMETERS", 2_000_000_000, least=200_000_000)
NET_VALUES = _cap("NET_VALUES", 2_000_000_000, least=200_000_000)
NET_JSON_BYTES = _cap("NET_JSON_BYTES", 512 * 2**10)
NET_LINK_CHARACTERS = _cap("NET_LINK_CHARACTERS", 16 * 2**10, least=1024)
# Models in ONNX that are brought: fields of the file, and what one picture's way through them may take, in weights,
# multiply-adds and values of all layers: EfficientNet-Lite0 has 5, 390 and 21 million. What is kept of them in memory.
ONNX_FIELDS = _cap("ONNX_FIELDS", 100_000)
BROUGHT_PARAMETERS = _cap("BROUGHT_PARAMETERS", 12_000_000)
BROUGHT_MACS = _cap("BROUGHT_MACS", 2_000_000_000)
BROUGHT_VALUES = _cap("BROUGHT_VALUES", 40_000_000)
CACHED_MODEL_BYTES = _cap("CACHED_MODEL_BYTES", 96 * 2**20, least=0)
# Layers that can be looked through at once: every one of them sends its map.
FIELD_LAYERS = _cap("FIELD_LAYERS", 32)

# Data sets. The largest known one has 60,000 training pictures; drawn ones are made for every run, usually as many as
# the least.
DATA_IMAGES = _cap("DATA_IMAGES", 60_000, least=6000)
# Pictures kept in memory for all sessions together; Fashion-MNIST takes 55 MB. Seconds that one file may download.
DATA_CACHE_BYTES = _cap("DATA_CACHE_BYTES", 160 * 2**20, least=0)
DATA_DOWNLOAD_SECONDS = _seconds("DATA_DOWNLOAD_SECONDS", 900)
# One's own: the archive as uploaded is bounded by UPLOAD_BYTES; what it unpacks to, by these.
OWN_IMAGES = _cap("OWN_IMAGES", 5000, least=0)
OWN_CLASSES = _cap("OWN_CLASSES", 20)
OWN_SIDE = _cap("OWN_SIDE", 64)
OWN_FILES = _cap("OWN_FILES", 20_000)
OWN_FILE_BYTES = _cap("OWN_FILE_BYTES", 8 * 2**20)
OWN_UNPACKED_BYTES = _cap("OWN_UNPACKED_BYTES", 200 * 2**20)
# Pixels of all pictures together: some seconds of decoding.
OWN_PIXELS = _cap("OWN_PIXELS", 200_000_000)
OWN_WORK = _cap("OWN_WORK", 300_000_000)

# One's own classes on a network's features, held in memory for the session: pictures of one class; bytes of all of a
# session, and of all sessions together. A picture is 196,608 bytes.
OWN_CLASS_PICTURES = _cap("OWN_CLASS_PICTURES", 100)
OWN_CLASSES_BYTES = _cap("OWN_CLASSES_BYTES", 40 * 2**20, least=0)
OWN_CLASSES_ALL_BYTES = _cap("OWN_CLASSES_ALL_BYTES", 400 * 2**20, least=0)
# Trainings on such features, kept for all sessions together: on 15 pictures 0.2 MB, on 200 in 20 classes 9 MB.
CACHED_TRAININGS_BYTES = _cap("CACHED_TRAININGS_BYTES", 24 * 2**20, least=0)

# Training. What one run may take: seconds of training, steps, bytes of memory, bytes in the store.
TRAIN_SECONDS = _seconds("TRAIN_SECONDS", 900)
TRAIN_STEPS = _cap("TRAIN_STEPS", 50_000)
TRAIN_EPOCHS = _cap("TRAIN_EPOCHS", 100)
TRAIN_BATCH = _cap("TRAIN_BATCH", 1024)
TRAIN_MEMORY = _cap("TRAIN_MEMORY", 3 * 2**30)
TRAIN_BYTES = _cap("TRAIN_BYTES", 64 * 2**20)
TRAIN_PARAMETERS = _cap("TRAIN_PARAMETERS", 5_000_000)
TRAIN_SNAPSHOTS = _cap("TRAIN_SNAPSHOTS", 200)
# What the app itself needs of the machine's memory with some visitors, before runs get theirs.
APP_BYTES = _cap("APP_BYTES", 400 * 2**20, least=0)
# Runs at once on this machine (0: as its cores allow), runs that may wait, and runs one person may have waiting.
TRAIN_SLOTS = _cap("TRAIN_SLOTS", 0, least=0)
TRAIN_QUEUE = _cap("TRAIN_QUEUE", 100, least=0)
TRAIN_QUEUE_EACH = _cap("TRAIN_QUEUE_EACH", 4, least=0)
# Runs one person may start or resume within a minute, and one address, behind which a class may sit; commands a run
# may have that it has not yet obeyed. Of the runs that wait, one address may have half.
TRAIN_STARTS = _cap("TRAIN_STARTS", 20, least=0)
TRAIN_STARTS_ADDRESS = _cap("TRAIN_STARTS_ADDRESS", 120, least=0)
TRAIN_COMMANDS = _cap("TRAIN_COMMANDS", 32)
# Seconds: nobody has looked (paused, then stopped), nothing was learned (killed), no sign of life (interrupted).
TRAIN_UNWATCHED = _seconds("TRAIN_UNWATCHED", 60, least=0)
TRAIN_UNWATCHED_STOP = _seconds("TRAIN_UNWATCHED_STOP", 300, least=0)
TRAIN_HUNG = _seconds("TRAIN_HUNG", 60)
# Seconds: a run has been paused (stopped), also while others wait for its place; a process with torch loaded waits for
# a run (ended).
TRAIN_PAUSED = _seconds("TRAIN_PAUSED", 1800, least=0)
TRAIN_PAUSED_WANTED = _seconds("TRAIN_PAUSED_WANTED", 120, least=0)
TRAIN_SPARE = _seconds("TRAIN_SPARE", 900, least=0)
# Pictures made to excite a unit, in the queue of runs: seconds that one may take, multiply-adds of one look at it, and
# bytes of the maps of one.
EXCITE_SECONDS = _seconds("EXCITE_SECONDS", 60)
EXCITE_MACS = _cap("EXCITE_MACS", 2_000_000_000)
EXCITE_BYTES = _cap("EXCITE_BYTES", 192 * 2**20)
# What is kept of ended runs.
STORE_BYTES = _cap("STORE_BYTES", 2 * 2**30, least=0)
STORE_DAYS = _cap("STORE_DAYS", 30, least=0, most=36_500)
# Seconds for which what somebody made does not make room for others'.
STORE_YOUNG = _seconds("STORE_YOUNG", 3600, least=0)
# What of that learners' own data may take: otherwise uploads alone could drive out everybody's runs.
STORE_OWN_BYTES = _cap("STORE_OWN_BYTES", 2**29, least=0)

# Exercises that teachers make. What one may take with its pictures, tasks of one and characters of a text in it; days
# for which it is kept; how many are kept, and bytes of all, of both of which one address may have a tenth; how many one
# person may make within a minute, and one address.
EXERCISE_BYTES = _cap("EXERCISE_BYTES", 4 * 2**20)
EXERCISE_STEPS = _cap("EXERCISE_STEPS", 12)
EXERCISE_TEXT = _cap("EXERCISE_TEXT", 500, least=50)
EXERCISE_DAYS = _cap("EXERCISE_DAYS", 180, most=36_500)
EXERCISES = _cap("EXERCISES", 5000, least=0)
EXERCISES_BYTES = _cap("EXERCISES_BYTES", 512 * 2**20, least=0)
EXERCISE_MAKES = _cap("EXERCISE_MAKES", 6, least=0)
EXERCISE_MAKES_ADDRESS = _cap("EXERCISE_MAKES_ADDRESS", 30, least=0)
# A view or a lesson that is taken along as one file.
ALONE_BYTES = _cap("ALONE_BYTES", 1_500_000)

# Looking into a run. Multiply-adds of all pictures that one request sends through a network, and numbers that its
# layers may make of all of them.
SEEN_MACS = _cap("SEEN_MACS", 300_000_000)
SEEN_VALUES = _cap("SEEN_VALUES", 2**23)
# What one request may bring with it: a description of a run, or a drawn picture.
LIVE_BYTES = _cap("LIVE_BYTES", 2 * 2**20)

# What one address may have of this server at once: requests under way; bytes of bodies that have not been used yet, and
# of answers that have not been read; pages open. What is more waits so many seconds and is then refused.
REQUESTS_ADDRESS = _cap("REQUESTS_ADDRESS", 128)
HELD_ADDRESS = _cap("HELD_ADDRESS", 48 * 2**20)
ANSWERS_ADDRESS = _cap("ANSWERS_ADDRESS", 64 * 2**20)
SOCKETS_ADDRESS = _cap("SOCKETS_ADDRESS", 512)
PATIENCE = _seconds("PATIENCE", 20, least=0)
# All addresses together.
HELD_BYTES = _cap("HELD_BYTES", 128 * 2**20)
ANSWERS_BYTES = _cap("ANSWERS_BYTES", 256 * 2**20)
# A request's body: a file and what is written round it. A message of a page: as much, and its other settings.
BODY_BYTES = _cap("BODY_BYTES", UPLOAD_BYTES + UPLOAD_NAMES_BYTES + 2**16)
MESSAGE_BYTES = _cap("MESSAGE_BYTES", UPLOAD_BYTES + 2**20)
# Bytes a second that a line has to carry either way, and seconds that it may carry none.
LINE_RATE = _cap("LINE_RATE", 8 * 2**10)
BODY_SECONDS = _seconds("BODY_SECONDS", 15)
UNREAD_SECONDS = _seconds("UNREAD_SECONDS", 15)
# Changes of a page: a second, and at once. Scripts that run at once for one address, of which there is one for each
# page, and seconds after which one that still runs is not counted.
MESSAGES_SECOND = _cap("MESSAGES_SECOND", 20)
MESSAGES_BURST = _cap("MESSAGES_BURST", 40)
TURNS_ADDRESS = _cap("TURNS_ADDRESS", 4)
TURN_SECONDS = _seconds("TURN_SECONDS", 2)
# Seconds between two times that memory of visitors who have left is given back.
TIDY_SECONDS = _seconds("TIDY_SECONDS", 30)
# Files and connections open at once, as far as the machine allows.
DESCRIPTORS = _cap("DESCRIPTORS", 65_536)

# A class: hours that it lasts, and everything of it with it; seconds for which pages can be stopped; how many there may
# be, and from one address, behind which a school may sit.
CLASS_HOURS = _cap("CLASS_HOURS", 24, most=24 * 365)
CLASS_STOP_SECONDS = _seconds("CLASS_STOP_SECONDS", 900)
CLASSES = _cap("CLASSES", 500, least=0)
CLASSES_ADDRESS = _cap("CLASSES_ADDRESS", 60, least=0)
# Learners of one, characters of a name, questions that one learner may answer, and bytes of an answer.
CLASS_LEARNERS = _cap("CLASS_LEARNERS", 120)
CLASS_NAME = _cap("CLASS_NAME", 24, most=40)
CLASS_ANSWERS = _cap("CLASS_ANSWERS", 300)
CLASS_ANSWER_BYTES = _cap("CLASS_ANSWER_BYTES", 2000)
# Within a minute, of one address and on one server: learners who may join, and codes that may be wrong.
CLASS_JOINS = _cap("CLASS_JOINS", 240)
CLASS_GUESSES = _cap("CLASS_GUESSES", 20)
