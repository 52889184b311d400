# Paperboy as a service: no compiler, no root, one volume.
FROM python:3.13-slim

WORKDIR /app
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --require-hashes --requirement requirements.lock

COPY . .
RUN python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && useradd --system --uid 10001 --create-home paperboy \
    && install --directory --owner paperboy --group paperboy /data

USER paperboy
ENV PAPERBOY_DATA_DIR=/data \
    PAPERBOY_LISTEN=0.0.0.0:8080 \
    PAPERBOY_LOG_LEVEL=INFO \
    PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
ENTRYPOINT ["paperboy"]
CMD ["run"]
