"""A whole process as `./logcl train` is one: reads a CSV file, standardises, fits logistic regression, writes a model."""

import csv
import pickle
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

with open(sys.argv[1], newline="") as file:
    header, *rows = csv.reader(file)
target = header.index("diagnosis")
x = np.array([[float(cell) for i, cell in enumerate(row) if i != target] for row in rows])
y = [row[target] for row in rows]
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(x, y)
with open(sys.argv[2], "wb") as file:
    pickle.dump(model, file)
