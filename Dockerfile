FROM python:3.12-slim

# Bytecode is compiled here, so that the container can run with its file system read-only:
#   docker run --read-only --tmpfs /tmp --publish 8501:8501 cnnviz
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PYTHONUNBUFFERED=1

# On Linux the public index serves torch with CUDA, several gigabytes. The build for CPUs is a tenth of that:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=… with the address where PyTorch keeps its CPU builds.
ARG PIP_EXTRA_INDEX_URL
ARG PIP_FIND_LINKS

WORKDIR /app
COPY requirements.txt .
RUN pip install --requirement requirements.txt && useradd --create-home --uid 10001 cnnviz \
    && install --directory --owner 10001 --group 10001 /data
COPY . .
RUN python -m compileall -q app.py cnnviz pages

# Runs are kept here, unless CNNVIZ_DATABASE_URL names a database: docker run --volume cnnviz:/data …
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app \
    CNNVIZ_HOME=/data
VOLUME /data
USER 10001
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]

# A container's own loopback is reachable from nowhere: here all interfaces are meant. Without an address for
# browsers Streamlit asks another machine for its own when it starts.
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501", \
     "--browser.serverAddress", "localhost"]
