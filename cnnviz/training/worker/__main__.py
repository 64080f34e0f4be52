"""`python -m cnnviz.training.worker`: one run in a process of its own."""

from cnnviz.training.worker import process

if __name__ == "__main__":
    process.main()
