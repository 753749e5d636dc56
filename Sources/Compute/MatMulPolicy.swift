/// Which path multiplies weights with activations.
package enum MatMulPolicy: String, Sendable, CaseIterable {
  /// The integer kernels where the format has them, float32 elsewhere.
  ///
  /// Large batches go to OpenBLAS where a kernel table says that it is faster.
  case auto
  /// Weights turned into float32 and multiplied by OpenBLAS: the accuracy reference.
  case blas
  /// The integer kernels for every format that has them, whatever the batch.
  case int8
}
