# Restricted likelihood as mgcv has it, for two groups of columns with a ridge penalty each and an intercept.
#   Rscript tests/unit/ladder/vectors/reml.R > tests/unit/ladder/vectors/reml.json
suppressPackageStartupMessages({ library(mgcv); library(jsonlite) })
set.seed(5)
n <- 60
X <- matrix(rnorm(n * 4), n)
Z <- matrix(rnorm(n * 6), n)
N <- matrix(rnorm(n * 5), n)
y <- 1 + X %*% c(1, -0.5, 0.3, 0.8) + Z %*% (0.3 * rnorm(6)) + 0.9 * rnorm(n)
model <- gam(y ~ X + Z + N, paraPen = list(X = list(diag(4)), Z = list(diag(6)), N = list(diag(5))), method = "REML")
edf <- model$edf
out <- list(rows = n, y = as.numeric(y), columns = c(as.numeric(X), as.numeric(Z), as.numeric(N)),
            groups = list(c(1, 4), c(5, 6), c(11, 5)),
            strengths = as.numeric(model$sp), variance = model$sig2,
            freedom = c(sum(edf[2:5]), sum(edf[6:11]), sum(edf[12:16])),
            coefficients = as.numeric(coef(model)), mgcv = as.character(packageVersion("mgcv")))
cat(toJSON(out, digits = 12, auto_unbox = TRUE))
