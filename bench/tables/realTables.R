# Writes tables of R's own packages as CSV files, with their targets, into the folder that is given.
#   Rscript bench/tables/realTables.R FOLDER [confirm | grouped]
# With "confirm" other tables: the rules of the ladder were made without them, but for the last one (1.645 standard errors).
folder <- commandArgs(TRUE)[1]
# With "grouped" tables of repeated measurements, with a column that names the subject, plot or batch.
set <- commandArgs(TRUE)[2]
dir.create(folder, recursive = TRUE, showWarnings = FALSE)
from <- function(package, name) as.data.frame(getExportedValue(package, name))
index <- list()
put <- function(name, table, target, task = "regression") {
  table <- table[stats::complete.cases(table), , drop = FALSE]
  for (i in seq_along(table)) {
    column <- table[[i]]
    if (inherits(column, "factor")) column <- as.character(column)
    if (inherits(column, "Date")) column <- as.numeric(column)
    if (is.numeric(column)) attributes(column) <- NULL
    table[[i]] <- column
  }
  names(table) <- gsub("[^A-Za-z0-9_]", "_", names(table))
  if (task == "classification") table[[target]] <- paste0("c", table[[target]])
  utils::write.csv(table, file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
  index[[length(index) + 1]] <<- data.frame(name = name, target = target, task = task, rows = nrow(table))
}
without <- function(table, ...) table[, setdiff(names(table), c(...)), drop = FALSE]

development <- function() {
  put("gasoline", without(from("nlme", "Gasoline"), "Sample"), "yield")
  put("dialyzer", without(from("nlme", "Dialyzer"), "Subject"), "rate")
  put("mathachieve", without(from("nlme", "MathAchieve"), "School")[seq(1, 7185, by = 3), ], "MathAch")
  put("bodyweight", without(from("nlme", "BodyWeight"), "Rat"), "weight")
  put("pixel", without(from("nlme", "Pixel"), "Dog"), "pixel")
  put("wheat2", without(from("nlme", "Wheat2"), "Block"), "yield")
  put("earthquake", from("nlme", "Earthquake")[, c("Richter", "distance", "soil", "accel")], "accel")
  put("soybean", without(from("nlme", "Soybean"), "Plot"), "weight")
  put("oxide", without(from("nlme", "Oxide"), "Lot"), "Thickness")
  put("nuclear", from("boot", "nuclear"), "cost")
  put("cane", from("boot", "cane")[, c("n", "x", "block", "r")], "r")
  put("salinity", from("boot", "salinity"), "sal")
  put("nodal", from("boot", "nodal")[, c("aged", "stage", "grade", "xray", "acid", "r")], "r", "classification")
  put("urine", from("boot", "urine"), "r", "classification")
  put("poisons", from("boot", "poisons"), "time")
  put("tau", from("boot", "tau"), "rate")
  put("motor", from("boot", "motor")[, c("times", "strata", "accel")], "accel")
  put("nitrofen", from("boot", "nitrofen")[, c("conc", "total")], "total")
  put("ethanol", from("lattice", "ethanol"), "NOx")
  put("environmental", from("lattice", "environmental"), "ozone")
  put("barley", from("lattice", "barley"), "yield")
  put("singer", from("lattice", "singer"), "height")
  put("lung", { t <- from("survival", "lung"); without(t[t$status == 2, ], "inst", "status") }, "time")
  put("pbc-stage", {
    t <- from("survival", "pbc"); t$late <- as.integer(t$stage >= 4)
    without(t, "id", "time", "status", "stage")
  }, "late", "classification")
  put("pbc-bili", { t <- from("survival", "pbc"); without(t, "id", "time", "status") }, "bili")
  put("gbsg", { t <- from("survival", "gbsg"); without(t, "pid", "rfstime") }, "status", "classification")
  put("flchain", { t <- from("survival", "flchain")[seq(1, 7874, by = 4), ]; t[, c("age", "sex", "kappa", "lambda", "creatinine", "mgus", "flc.grp")] }, "creatinine")
  put("flchain-death", { t <- from("survival", "flchain")[seq(2, 7874, by = 4), ]; t[, c("age", "sex", "kappa", "lambda", "creatinine", "mgus", "death")] }, "death", "classification")
  put("mgus", { t <- from("survival", "mgus"); t[, c("age", "sex", "alb", "creat", "hgb", "mspike")] }, "hgb")
  put("nwtco", { t <- from("survival", "nwtco")[1:2000, ]; t[, c("instit", "histol", "stage", "age", "in.subcohort", "rel")] }, "rel", "classification")
  put("veteran", { t <- from("survival", "veteran"); t$celltype <- as.character(t$celltype); without(t, "status") }, "time")
  put("retinopathy", { t <- from("survival", "retinopathy"); without(t, "id", "futime") }, "status", "classification")
  put("transplant", { t <- from("survival", "transplant"); t[t$event %in% c("ltx", "death"), c("age", "sex", "abo", "year", "futime")] }, "futime")
  put("colon", { t <- from("survival", "colon"); t <- t[t$etype == 2, ]; without(t, "id", "study", "etype", "time", "node4") }, "status", "classification")
}

confirmation <- function() {
  put("mtcars", from("datasets", "mtcars"), "mpg")
  put("swiss", from("datasets", "swiss"), "Fertility")
  put("airquality", from("datasets", "airquality"), "Ozone")
  put("iris", from("datasets", "iris"), "Species", "classification")
  put("iris-width", from("datasets", "iris"), "Petal_Width")
  put("stackloss", from("datasets", "stackloss"), "stack_loss")
  put("warpbreaks", from("datasets", "warpbreaks"), "breaks")
  put("toothgrowth", from("datasets", "ToothGrowth"), "len")
  put("chickweight", without(from("datasets", "ChickWeight"), "Chick"), "weight")
  put("co2-uptake", without(from("datasets", "CO2"), "Plant"), "uptake")
  put("attitude", from("datasets", "attitude"), "rating")
  put("rock", from("datasets", "rock"), "perm")
  put("trees", from("datasets", "trees"), "Volume")
  put("quakes", from("datasets", "quakes"), "mag")
  put("longley", from("datasets", "longley"), "Employed")
  put("infert", from("datasets", "infert")[, c("education", "age", "parity", "induced", "spontaneous", "case")], "case", "classification")
  put("boston", from("MASS", "Boston"), "medv")
  put("cars93", from("MASS", "Cars93")[, c("Type", "EngineSize", "Horsepower", "Weight", "Wheelbase", "Origin", "MPG.city")], "MPG_city")
  put("birthwt", without(from("MASS", "birthwt"), "low"), "bwt")
  put("birthwt-low", without(from("MASS", "birthwt"), "bwt"), "low", "classification")
  put("cpus", without(from("MASS", "cpus"), "name", "estperf"), "perf")
  put("crabs", without(from("MASS", "crabs"), "index"), "sp", "classification")
  put("uscrime", from("MASS", "UScrime"), "y")
  put("pima", from("MASS", "Pima.tr"), "type", "classification")
  put("biopsy", without(from("MASS", "biopsy"), "ID"), "class", "classification")
  put("hills", from("MASS", "hills"), "time")
  put("cement", from("MASS", "cement"), "y")
  put("whiteside", from("MASS", "whiteside"), "Gas")
  put("kyphosis", from("rpart", "kyphosis"), "Kyphosis", "classification")
  put("stagec", without(from("rpart", "stagec"), "pgtime"), "pgstat", "classification")
}

# Each group by its name; of more than a hundred, a hundred of them.
repeated <- function(name, table, target, group, columns = names(table)) {
  table <- as.data.frame(table)[, columns]
  table[[group]] <- paste0("g", table[[group]])
  groups <- unique(table[[group]])
  if (length(groups) > 100) table <- table[table[[group]] %in% groups[round(seq(1, length(groups), length.out = 100))], ]
  put(name, table, target)
}

grouped <- function() {
  for (set in list(c("Orthodont", "distance", "Subject"), c("Soybean", "weight", "Plot"), c("Machines", "score", "Worker"), c("BodyWeight", "weight", "Rat"),
                   c("Glucose2", "glucose", "Subject"), c("Milk", "protein", "Cow"), c("Ovary", "follicles", "Mare"), c("Relaxin", "cAMP", "Run"),
                   c("Tetracycline1", "conc", "Subject"), c("Fatigue", "relLength", "Path"), c("Cefamandole", "conc", "Subject"), c("Assay", "logDens", "Block"),
                   c("Nitrendipene", "activity", "Tissue")))
    repeated(tolower(set[1]), from("nlme", set[1]), set[2], set[3])
  repeated("oxboys", from("nlme", "Oxboys"), "height", "Subject", c("Subject", "age", "height"))
  repeated("pixel-dogs", from("nlme", "Pixel"), "pixel", "Dog")
  repeated("oats", from("nlme", "Oats"), "yield", "Block")
  repeated("dialyzer-subjects", from("nlme", "Dialyzer"), "rate", "Subject", c("Subject", "QB", "pressure", "rate"))
  repeated("pbg", from("nlme", "PBG"), "deltaBP", "Rabbit", c("Rabbit", "Treatment", "dose", "deltaBP"))
  repeated("schools", from("nlme", "bdf"), "langPOST", "schoolNR", c("schoolNR", "IQ.verb", "sex", "ses", "langPOST"))
  repeated("mathachieve-schools", from("nlme", "MathAchieve"), "MathAch", "School", c("School", "Sex", "SES", "MathAch"))
  repeated("earthquakes", from("nlme", "Earthquake"), "accel", "Quake", c("Quake", "Richter", "distance", "accel"))
  repeated("spruce", from("nlme", "Spruce"), "logSize", "Tree", c("Tree", "days", "logSize"))
  repeated("sleepstudy", from("lme4", "sleepstudy"), "Reaction", "Subject")
  repeated("cake", from("lme4", "cake"), "angle", "replicate", c("replicate", "recipe", "temp", "angle"))
  for (set in list(c("ChickWeight", "weight", "Chick"), c("CO2", "uptake", "Plant"), c("Orange", "circumference", "Tree"), c("Loblolly", "height", "Seed"),
                   c("Theoph", "conc", "Subject"), c("Indometh", "conc", "Subject")))
    repeated(paste0(tolower(set[1]), "-groups"), from("datasets", set[1]), set[2], set[3])
}

if (identical(set, "confirm")) confirmation() else if (identical(set, "grouped")) grouped() else development()
utils::write.csv(do.call(rbind, index), file.path(folder, "index.csv"), row.names = FALSE, quote = FALSE)
