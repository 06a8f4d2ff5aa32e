"""Learning from the verifier's verdicts: data sets, fine-tuning, reinforcement, benchmarks."""
