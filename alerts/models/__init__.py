from alerts.models.news import News, Reached, Round
from alerts.models.subjects import Subject
from alerts.models.subscriptions import Subscription

__all__ = ["News", "Reached", "Round", "Subject", "Subscription"]
