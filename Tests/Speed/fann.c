/* Measures FANN, a common C library for neural networks, on random data, in microseconds per step.

     cc -O3 fann.c -lfloatfann -o fann && ./fann BATCH STEPS RATE EPOCHS SIZE...

   A step is fann_train_epoch on one batch, with FANN_TRAIN_BATCH: forward, the gradient of all samples of the batch, one
   update of the weights. It prints the median of the epochs, after one that is not timed. */
#include <floatfann.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static struct fann_train_data *draw(unsigned batch, unsigned inputs, unsigned outputs) {
  struct fann_train_data *data = fann_create_train(batch, inputs, outputs);
  for (unsigned row = 0; row < batch; row++) {
    for (unsigned i = 0; i < inputs; i++) data->input[row][i] = 2 * (float)rand() / RAND_MAX - 1;
    for (unsigned i = 0; i < outputs; i++) data->output[row][i] = outputs == 1 ? (float)rand() / RAND_MAX : 0;
    if (outputs > 1) data->output[row][rand() % outputs] = 1;
  }
  return data;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

int main(int count, char **words) {
  unsigned batch = atoi(words[1]), steps = atoi(words[2]), epochs = atoi(words[4]), layers = count - 5, sizes[8];
  for (unsigned i = 0; i < layers; i++) sizes[i] = atoi(words[5 + i]);
  struct fann *net = fann_create_standard_array(layers, sizes);
  fann_set_training_algorithm(net, FANN_TRAIN_BATCH);
  fann_set_train_error_function(net, FANN_ERRORFUNC_LINEAR);
  fann_set_activation_function_hidden(net, FANN_SIGMOID);
  fann_set_activation_function_output(net, FANN_SIGMOID);
  fann_set_learning_rate(net, atof(words[3]));
  struct fann_train_data **batches = malloc(steps * sizeof *batches);
  for (unsigned i = 0; i < steps; i++) batches[i] = draw(batch, sizes[0], sizes[layers - 1]);
  double *times = malloc(epochs * sizeof *times);
  for (unsigned epoch = 0; epoch <= epochs; epoch++) {
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (unsigned i = 0; i < steps; i++) fann_train_epoch(net, batches[i]);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (epoch > 0) times[epoch - 1] = (end.tv_sec - start.tv_sec) * 1e6 + (end.tv_nsec - start.tv_nsec) / 1e3;
  }
  qsort(times, epochs, sizeof *times, ascending);
  printf("%f\n", times[epochs / 2] / steps);
}
