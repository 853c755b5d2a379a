from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/home.html")


def leave(request: HttpRequest) -> HttpResponse:
    return redirect("/")
