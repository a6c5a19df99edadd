# What mgcv's additive models reach on the same splits: s() for numbers, factors for words, select = TRUE, method = "REML".
# With "grouped", words of five values or more are groups, with random intercepts and a random slope for each number.
#   Rscript bench/tables/mgcv.R FOLDER [grouped]
# Reads FOLDER/references.json and FOLDER/splits, writes FOLDER/mgcv.json.
suppressPackageStartupMessages({ library(mgcv); library(jsonlite) })
folder <- commandArgs(TRUE)[1]
grouped <- identical(commandArgs(TRUE)[2], "grouped")
known <- fromJSON(file.path(folder, "references.json"), simplifyVector = FALSE)

fitted_scores <- function(name, info, seed) {
  part <- function(kind) read.csv(file.path(folder, "splits", paste0(name, "-", seed, "-", kind, ".csv")), check.names = TRUE)
  train <- part("train"); test <- part("test")
  target <- make.names(info$target)
  inputs <- setdiff(names(train), target)
  words <- make.names(unlist(info$words))
  terms <- c()
  for (input in inputs) {
    if (input %in% words || !is.numeric(train[[input]])) {
      train[[input]] <- factor(as.character(train[[input]]))
      test[[input]] <- factor(as.character(test[[input]]), levels = levels(train[[input]]))
      if (grouped && nlevels(train[[input]]) >= 5) {
        numbers <- Filter(function(other) is.numeric(train[[other]]), setdiff(inputs, words))
        terms <- c(terms, sprintf("s(%s, bs = 're')", input), sprintf("s(%s, %s, bs = 're')", input, numbers))
      } else if (nlevels(train[[input]]) > 1) terms <- c(terms, input)
    } else {
      distinct <- length(unique(train[[input]]))
      most <- min(10, distinct, max(3, floor((nrow(train) - 1) / length(inputs))))
      if (distinct >= 4 && most >= 3) terms <- c(terms, sprintf("s(%s, k = %d)", input, most))
      else if (distinct >= 2) terms <- c(terms, input)
    }
  }
  law <- reformulate(terms, target)
  if (info$task == "regression") {
    model <- gam(law, data = train, method = "REML", select = TRUE)
    guess <- as.numeric(predict(model, test)); guess[is.na(guess)] <- mean(train[[target]])
    y <- test[[target]]
    return(1 - sum((y - guess)^2) / sum((y - mean(y))^2))
  }
  classes <- sort(unique(c(train[[target]], test[[target]])))
  score <- function(column) {
    train$.y <- as.integer(train[[target]] == column)
    model <- gam(reformulate(terms, ".y"), data = train, family = binomial, method = "REML", select = TRUE)
    p <- as.numeric(predict(model, test, type = "response")); p[is.na(p)] <- mean(train$.y); p
  }
  p <- if (length(classes) == 2) { one <- score(classes[2]); cbind(1 - one, one) } else sapply(classes, score)
  p <- pmax(p, 1e-6); p <- p / rowSums(p)
  -mean(log(p[cbind(seq_len(nrow(p)), match(test[[target]], classes))]))
}

results <- list()
for (name in names(known$tables)) {
  info <- known$tables[[name]]
  results[[name]] <- lapply(known$seeds, function(seed)
    tryCatch({ setTimeLimit(elapsed = 60, transient = TRUE); fitted_scores(name, info, seed) }, error = function(e) { message(name, ": ", conditionMessage(e)); NULL }))
  cat(name, unlist(results[[name]]), "\n")
}
write_json(results, file.path(folder, "mgcv.json"), auto_unbox = TRUE, null = "null", digits = 6)
