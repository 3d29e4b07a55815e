"""Questions of readers: answered by the editors or the enterprise, published where both agree."""
