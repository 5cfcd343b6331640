# Les commandes de la maison. `make demo` et `make test` suffisent pour commencer : elles installent tout ce qu'il faut.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# -n 2 : deux processus ; davantage ne gagne rien sur une petite machine et fausse les mesures de mémoire.
PYTEST := $(BIN)/python -m pytest

# Les juges des lettres ; sans eux, leurs essais sont passés en disant pourquoi.
JUDGES := .judges
AXE    := $(wildcard $(JUDGES)/node_modules/axe-core/axe.min.js)
VNU    := $(firstword $(wildcard $(JUDGES)/node_modules/vnu-jar/build/dist/vnu.jar))

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow judges check format bench docs lock wheel clean

help: ## Montre cette aide
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.run ## La journée entière sans Internet : publications, appels, lettres
	@$(BIN)/veilleur demo --no-serve --folder demo

test: $(VENV)/.dev ## Les essais rapides (moins de 4 minutes)
	@$(PYTEST) -n 2 -q

test-slow: $(VENV)/.dev ## Les essais longs : navigateur, arrêts brutaux, pannes (moins de 25 minutes)
	@VEILLEUR_AXE="$(AXE)" VEILLEUR_VNU="$(VNU)" $(PYTEST) -m slow -q

judges: ## Installe les juges des lettres qui ne sont pas en Python (demande npm, et Java pour vnu)
	@npm install --silent --no-audit --no-fund --no-save --prefix $(JUDGES) axe-core@4.14.1 vnu-jar@26.9.27

check: $(VENV)/.dev ## Style, types, étages, longueur des fonctions et des fichiers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PYTEST) -q tests/house

format: $(VENV)/.dev ## Met le code en forme
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(VENV)/.bench ## Les mesures, chacune à côté de sa référence, dans la même exécution
	@$(BIN)/python -m benchmarks

wheel: $(VENV)/.dev ## Construit le paquet installable dans dist/
	@$(PIP) wheel --no-deps --no-build-isolation --wheel-dir dist .

docs: $(VENV)/.run ## Réécrit docs/sources.md à partir des fiches
	@$(BIN)/python -m veilleur.watch_list_page

lock: ## Refait les verrous des dépendances (demande uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	   --no-emit-index-url pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	   --no-emit-index-url --group dev pyproject.toml requirements-build.in -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	   --no-emit-index-url --group dev --group bench pyproject.toml requirements-build.in -o requirements-bench.lock

clean: ## Enlève l'environnement et ce que la démonstration a écrit
	rm -rf $(VENV) demo dist build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Veilleur demande Python 3.11 ou plus récent (trouvé : %s). Indiquez-le : make PYTHON=python3.11 …" % sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installation (une minute environ)…"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installation des outils d'essai…"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.bench: requirements-bench.lock $(VENV)/.dev
	@echo "Installation de ce à quoi l'on se compare…"
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@
