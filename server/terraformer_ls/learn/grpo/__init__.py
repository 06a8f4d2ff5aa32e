"""Reinforcement: answers are sampled, verified and rewarded, and what was better is learnt."""
