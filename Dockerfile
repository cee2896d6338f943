# One image for the web server and the worker; `compose.yaml` shows how they are started.
FROM node:24-slim AS node

FROM python:3.11-slim AS build
# Node.js with npm, for the front-end assets only.
COPY --from=node /usr/local /usr/local/node
ENV PATH="/opt/venv/bin:$PATH:/usr/local/node/bin" PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /opt/venv
COPY requirements.txt .
# The CPU build of PyTorch is a tenth of the size. For another build: --build-arg TORCH_INDEX=...
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN pip install $(grep -E '^(torch|torchvision)==' requirements.txt) --index-url "$TORCH_INDEX" \
    && pip install -r requirements.txt
COPY manage.py pyproject.toml package.json package-lock.json LICENSE ./
COPY wardrobe_project wardrobe_project
COPY accounts accounts
COPY wardrobe wardrobe
COPY stylist stylist
COPY avatars avatars
COPY social social
COPY templates templates
COPY static static
RUN python -m wardrobe_project.assets && rm -rf node_modules
# Collected at build time, so that every container starts at once and serves the same names.
RUN SECRET_KEY=build DATABASE_URL=postgresql:///build python manage.py prepare --static-only \
    && python -m compileall -q .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --create-home wardrobe
COPY --from=build /opt/venv /opt/venv
COPY --from=build --chown=wardrobe /app /app
ENV PATH="/opt/venv/bin:$PATH" PYTHONUNBUFFERED=1
WORKDIR /app
USER wardrobe
EXPOSE 8000
CMD ["gunicorn", "wardrobe_project.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--threads", "8", "--workers", "2", "--timeout", "60", "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
