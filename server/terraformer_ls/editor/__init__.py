"""What an editor shows and does beside diagnostics and fixes, as pure functions of a snapshot.

Offsets and spans are bytes, as everywhere inside; nothing here knows the protocol.
"""
