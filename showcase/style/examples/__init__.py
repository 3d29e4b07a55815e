"""What the components show on the style page: invented 示例 objects, built as pages build them, and never stored."""
