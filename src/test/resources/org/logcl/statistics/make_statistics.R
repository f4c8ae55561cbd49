# Reference statistics of binary models by R's glm. Run in this folder: Rscript make_statistics.R
# Writes overlap.csv and weights.csv (data), coefficients.csv and fits.csv. R 4.2.2 made the files that are here.
options(digits = 17)

# As LogCL reads features.
float32 <- function(x) {
  matrix(readBin(writeBin(as.double(as.matrix(x)), raw(), size = 4), "double", n = length(as.matrix(x)), size = 4),
         nrow = nrow(x), dimnames = list(NULL, colnames(x)))
}
text <- function(x) sprintf("%.17g", x)

# Data that overlap; every value is exact in float32. `level` has a mean of some 700 standard deviations.
RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20240229)
n <- 200
age <- sample(20:80, n, TRUE)
dose <- sample(0:40, n, TRUE) / 8
smoker <- rbinom(n, 1, 0.4)
level <- 1000 + round(64 * (0.03 * (age - 50) + rnorm(n))) / 64
logit <- -0.5 + 0.03 * (age - 50) + 0.6 * (dose - 2.5) + 0.7 * smoker - 0.4 * (level - 1000)
y <- rbinom(n, 1, plogis(logit))
w <- sample(0:4, n, TRUE, c(0.05, 0.35, 0.3, 0.2, 0.1))
write.csv(data.frame(age, dose, smoker, level, y), "overlap.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(w), "weights.csv", row.names = FALSE, quote = FALSE)

coefficients <- NULL
fits <- NULL
keep <- function(case, table, fit) {
  quantile <- qnorm(0.975)
  coefficients <<- rbind(coefficients, data.frame(
    case = case, name = sub("^x", "", rownames(table)), estimate = text(table[, 1]), standardError = text(table[, 2]),
    z = text(table[, 3]), p = text(table[, 4]),
    lower = text(table[, 1] - quantile * table[, 2]), upper = text(table[, 1] + quantile * table[, 2])))
  fits <<- rbind(fits, data.frame(
    case = case, nullDeviance = text(fit$null.deviance), nullDf = fit$df.null,
    deviance = text(fit$deviance), df = text(fit$df.residual), aic = text(fit$aic)))
}

# Standard errors are those of the iteration before the last: eps makes that the optimum too.
maximum <- function(case, x, y, w = rep(1, length(y))) {
  fit <- glm(y ~ x, family = binomial, weights = w, control = glm.control(epsilon = 1e-15, maxit = 50))
  keep(case, summary(fit)$coefficients, fit)
}

# L2: Newton on the penalised log-likelihood; standard errors from the inverse of its Hessian.
penalised <- function(case, x, y, l2, w = rep(1, length(y))) {
  X <- cbind("(Intercept)" = 1, x)
  ridge <- diag(c(0, rep(sum(w) * l2, ncol(x))))
  beta <- rep(0, ncol(X))
  for (i in 1:50) {
    p <- plogis(drop(X %*% beta))
    hessian <- crossprod(X, w * p * (1 - p) * X) + ridge
    beta <- beta + solve(hessian, crossprod(X, w * (y - p)) - ridge %*% beta, tol = 1e-30)
  }
  beta <- drop(beta)
  p <- plogis(drop(X %*% beta))
  information <- crossprod(X, w * p * (1 - p) * X)
  inverse <- solve(information + ridge, tol = 1e-30)
  se <- sqrt(diag(inverse))
  z <- beta / se
  effective <- sum(diag(inverse %*% information))
  deviance <- -2 * sum(w * ifelse(y == 1, log(p), log1p(-p)))
  fit <- glm(y ~ 1, family = binomial, weights = w)
  keep(case, cbind(beta, se, z, 2 * pnorm(-abs(z))),
       list(null.deviance = fit$null.deviance, df.null = fit$df.null, deviance = deviance,
            df.residual = sum(w > 0) - effective, aic = deviance + 2 * effective))
}

population <- function(x) {
  scale(x, colMeans(x), sqrt(colMeans(sweep(x, 2, colMeans(x))^2)))
}

x <- cbind(age, dose, smoker, level)
maximum("overlap", x, y)
maximum("overlap standardised", population(x), y)
maximum("overlap weighted", x, y, w)
# Weights of 64: z far into the tails.
maximum("overlap heavy", x, y, rep(64, n))
penalised("overlap l2", x, y, 0.01)
penalised("overlap standardised l2", population(x), y, 0.01)
penalised("overlap weighted l2", x, y, 0.01, w)

# Real data, in float32: few enough columns to overlap.
cancer <- read.csv("../../../../../../examples/breast_cancer.csv")
chosen <- c("mean_radius", "mean_texture", "mean_smoothness", "mean_symmetry", "symmetry_error")
malignant <- as.integer(cancer$diagnosis == "malignant")
x <- float32(cancer[, chosen])
maximum("cancer", x, malignant)
maximum("cancer standardised", population(x), malignant)

write.csv(coefficients, "coefficients.csv", row.names = FALSE, quote = FALSE)
write.csv(fits, "fits.csv", row.names = FALSE, quote = FALSE)
